/** The process that unpacks and reads workbooks, one at a time, apart from everything else. */
import { readWorkbook, type Job } from './read-in-child.ts';

process.on('message', (job: Job) => {
  void readWorkbook(job).then((outcome) => process.send!(outcome));
});
process.on('disconnect', () => process.exit());
