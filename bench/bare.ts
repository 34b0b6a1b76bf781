/** Express with nothing around it: one route that answers a document of the same size. Prints its address. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { calculate } from '../src/document/index.ts';
import { deal } from './deal.ts';

const calculated = calculate(deal(0));
if (!calculated.ok) throw new Error('the deal of the benchmark is not valid');
const document = { ...calculated.value, cache: 'hit' };
const server = express()
  .post('/', (_req, res) => void res.json(document))
  .listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
