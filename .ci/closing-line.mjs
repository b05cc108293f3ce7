/** A jest reporter whose last line is the count alone, as machines that read logs want it: "40 passed, 0 failed". */
// biome-ignore lint/style/noDefaultExport: jest takes a reporter by its default export
export default class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    // A file that does not even load has failed as surely as a test in it.
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`;
    // Jest's own summary comes after every reporter.
    process.once('exit', () => process.stderr.write(line));
  }
}
