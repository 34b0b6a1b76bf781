/** The process that unpacks and reads workbooks, one at a time, apart from everything else. */
import { openWorkbook, readWorkbook, type Job } from './read-in-child.ts';

process.on('message', (job: Job) => {
  const read = job.as === 'book' ? openWorkbook(job) : readWorkbook(job);
  void read.then((outcome) => process.send!(outcome));
});
process.on('disconnect', () => process.exit());
