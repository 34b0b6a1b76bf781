/**
 * Requirement sets the preview answers for, at the highest version of which it has the members this add-in uses.
 * It has not every member of a set: one it lacks throws `not implemented`, which the end-to-end tests would show.
 */
export const requirements: Readonly<Record<string, string>> = {
  ExcelApi: '1.20',
  CustomFunctionsRuntime: '1.5',
  SharedRuntime: '1.1',
  AddinCommands: '1.1',
  OpenBrowserWindowApi: '1.1',
  Settings: '1.1',
};
