/** Imported before everything else, which may need a newer Node than runs here. */
const OLDEST = [20, 19] as const;

/** Why this Node cannot run the service; undefined when it can. */
export function nodeFault(version: string): string | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isNew = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return isNew
    ? undefined
    : `Node ${OLDEST.join('.')} or newer is needed; this is ${version}. See https://nodejs.org.`;
}

const fault = nodeFault(process.version);
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
