const underscore = 0x5f;
/** Underscores of a chunk that are looked at: to look at each would cost more than it saves. */
const mostLookedAt = 64;

/** Whether bytes may hold an underscore between two digits, as in 1_000: the engine alone takes that for a number. */
export function mayGroupDigits(bytes: Buffer): boolean {
  let at = bytes.indexOf(underscore);
  for (let looked = 0; at >= 0; looked++) {
    if (looked === mostLookedAt || (mayBeDigit(bytes[at - 1]) && mayBeDigit(bytes[at + 1]))) return true;
    at = bytes.indexOf(underscore, at + 1);
  }
  return false;
}

/** What is beyond the bytes may be one. */
function mayBeDigit(byte: number | undefined): boolean {
  return byte === undefined || (byte >= 0x30 && byte <= 0x39);
}
