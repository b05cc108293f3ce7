// Runs first in npm scripts, on whatever Node that is: plain JavaScript that also Node 12 parses. With --say it tells the version.
const wanted = 24;
const version = process.versions.node;

if (Number(version.split('.')[0]) !== wanted) {
  console.error(
    [
      `Signalbox is developed on Node ${wanted}, and this is Node ${version} (${process.execPath}).`,
      `Node ${wanted} comes with npm ci as the package "node", whose install script was probably blocked. Allow it once:`,
      '  npm rebuild node --ignore-scripts=false',
      `or put a Node ${wanted} of your own first on the PATH.`,
    ].join('\n'),
  );
  process.exit(1);
} else if (process.argv.includes('--say')) {
  console.log(`Node ${version} runs the npm scripts (${process.execPath}).`);
}
