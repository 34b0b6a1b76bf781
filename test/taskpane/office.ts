/** An Office of which every requirement is met, while the tests of a suite run. */
export function withOffice(): void {
  const office = Object.getOwnPropertyDescriptor(globalThis, 'Office');
  before(() => {
    Object.assign(globalThis, { Office: { context: { requirements: { isSetSupported: () => true } } } });
  });
  after(() => {
    if (office) Object.defineProperty(globalThis, 'Office', office);
    else delete (globalThis as { Office?: unknown }).Office;
  });
}
