// Loaded into every function of the emulator. CloudWatch may add to a minute for two more minutes, so the judge looks no nearer to
// the present; the emulator knows all at once. The clock of the functions that are named so is ahead by as much, and no other's.
const aheadMs = 180_000;

if (new RegExp(process.env.EARLY_FUNCTIONS).test(process.env.AWS_LAMBDA_FUNCTION_NAME)) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [Real.now() + aheadMs] : given));
    }

    static now() {
      return Real.now() + aheadMs;
    }
  };
}
