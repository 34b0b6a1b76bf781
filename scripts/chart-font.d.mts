export function chartFont(): Promise<Buffer>;
export function withLetters(letters: string): Promise<Buffer>;
