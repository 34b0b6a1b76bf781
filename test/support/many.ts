/** So many random cases under `npm run prove`, an eighth of them in `npm test`, a fortieth for each change that `npm run mutate` tries. */
export const many = (cases: number): number =>
  Math.ceil(process.env.PROVE ? cases : process.env.MUTATE ? cases / 80 : cases / 8);
