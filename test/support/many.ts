/** So many random cases under `npm run prove`, a quarter of them in `npm test`. */
export const many = (cases: number): number => (process.env.PROVE ? cases : Math.ceil(cases / 4));
