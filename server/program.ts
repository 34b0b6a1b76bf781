/** What every program of the service begins with. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, readConfig, type Config } from './config.ts';

export const fail = (message: string): never => {
  console.error(message);
  process.exit(1);
};

/**
 * Reads a file .env where there is one; variables that are set already stay.
 * @throws ConfigError
 */
export function readEnvironmentFile(): void {
  if (!existsSync('.env')) return;
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    throw new ConfigError(`The file ${path.resolve('.env')} cannot be read: ${(error as Error).message}`);
  }
}

/** The configuration of the environment, and of a file .env where there is one; ends the program where it is refused. */
export function configuration(): Config {
  try {
    readEnvironmentFile();
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message);
    throw error;
  }
}

/** A program that lies beside this one: built, or as it is written. */
export const beside = (written: string, built: string): string => {
  const program = process.argv[1]!;
  return path.join(path.dirname(program), program.endsWith('.ts') ? written : built);
};
