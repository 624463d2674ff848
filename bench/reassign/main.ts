/** The machine reassignment benchmark (ROADEF/EURO challenge 2012): see USAGE in options.ts. */

import { InputFault } from './integers.ts';
import { parseOptions } from './options.ts';
import { runAll } from './run-all.ts';
import { runOne } from './run-one.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  const good = 'folder' in options ? runAll(options) : await runOne(options);
  process.exitCode = good ? 0 : 1;
} catch (error) {
  const usage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const known = usage || error instanceof InputFault || (error instanceof Error && 'errno' in error);
  console.error(known && error instanceof Error ? error.message : error);
  process.exitCode = usage ? 64 : 1;
}
