/**
 * A name as it is shown: without control characters, and without those that cannot be seen and change how the rest reads.
 * With an override "exe.xlsx" can be shown for "xslx.exe" (CVE-2021-42574).
 */
export const legible = (name: string): string =>
  name.replace(/[\u0000-\u001f\u007f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '');
