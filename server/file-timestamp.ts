/** A moment as it stands in names of files: 20240115_121530, UTC. */
export const stampOf = (at: Date): string =>
  at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
