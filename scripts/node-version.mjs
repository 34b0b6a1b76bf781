// Imported first: ends the program before anything is installed or imported that an older Node cannot read.
const OLDEST = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `Node ${OLDEST.join('.')} or newer is needed; this is ${process.version}. See https://nodejs.org.`,
  );
  process.exit(1);
}
