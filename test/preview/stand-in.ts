/** An add-in for the contract tests: a pane without looks and a few functions, one for each way of answering. */
export const panePage = `<!doctype html>
<html lang="en">
  <head>
    <title>Stand-in pane</title>
    <script src="/preview/office.js"></script>
    <script src="stand-in.js"></script>
  </head>
  <body><p>Stand-in</p></body>
</html>`;

export const functionsScript = `
globalThis.seen = [];
globalThis.canceled = 0;
globalThis.calls = 0;
CustomFunctions.associate('SUMOF', (values) => {
  const numbers = values.flat().filter((value) => typeof value === 'number');
  return numbers.reduce((sum, value) => sum + value, 0);
});
CustomFunctions.associate({
  SEE: (values, scalar, optional, invocation) => {
    seen.push({ values, scalar, optional, parameterAddresses: invocation.parameterAddresses, name: invocation.functionName, preview: invocation.isInValuePreview });
    return seen.length;
  },
  GRID: (rows, columns) => Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => (r + 1) * (c + 1))),
  FAIL: (code) => {
    throw new CustomFunctions.Error(code === 'num' ? CustomFunctions.ErrorCode.invalidNumber : CustomFunctions.ErrorCode.invalidValue, 'C6 holds a text');
  },
  LATER: (value) => { calls++; return new Promise((done) => setTimeout(() => done(value * 2), 50)); },
  LATEFAIL: () => Promise.reject(new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, 'The service is away')),
  TICK: (start, invocation) => {
    let value = start;
    const timer = setInterval(() => invocation.setResult(++value), 60);
    invocation.onCanceled = () => { canceled++; clearInterval(timer); };
  },
});
Office.actions.associate('hello', (event) => { globalThis.said = 'hello'; event.completed(); });
`;

const matrix = (name: string) => ({ name, type: 'any', dimensionality: 'matrix' });
const scalar = (name: string, type = 'number', optional = false) => ({ name, type, optional });

export const functionsMetadata = {
  enums: [
    {
      id: 'Fault',
      type: 'string',
      values: [
        { name: 'Value', stringValue: 'value', tooltip: 'A faulty input' },
        { name: 'Number', stringValue: 'num', tooltip: 'No answer' },
        { name: 'Away', stringValue: 'away', tooltip: 'Nobody answers' },
      ],
    },
  ],
  functions: [
    { id: 'SUMOF', name: 'SUMOF', description: 'Adds.', parameters: [matrix('values')] },
    {
      id: 'SEE',
      name: 'SEE.ALL',
      parameters: [matrix('values'), scalar('scalar'), scalar('optional', 'number', true)],
      options: { requiresParameterAddresses: true },
      result: { type: 'any', dimensionality: 'matrix' },
    },
    {
      id: 'SEE',
      name: 'SEE.ONE',
      parameters: [matrix('values'), scalar('scalar', 'number', true), scalar('optional', 'number', true)],
      options: { requiresParameterAddresses: true },
    },
    { id: 'GRID', name: 'GRID', parameters: [scalar('rows'), scalar('columns')] },
    {
      id: 'FAIL',
      name: 'FAIL',
      description: 'Fails.',
      parameters: [
        { ...scalar('code', 'string'), description: 'What it fails with.', customEnumId: 'Fault' },
        scalar('times', 'number', true),
      ],
    },
    { id: 'LATER', name: 'LATER', parameters: [scalar('value')] },
    { id: 'LATEFAIL', name: 'LATEFAIL', parameters: [] },
    { id: 'TICK', name: 'TICK', parameters: [scalar('start')], options: { stream: true, cancelable: true } },
  ],
};
