export function chartFont(): Buffer;
export function subset(font: Buffer, characters: Iterable<number>): Buffer;
