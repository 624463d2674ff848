/** Writes a synthetic RVTools workbook: `node bench/make-workbook.ts --vms 50000 --out big.xlsx --seed 7`. */

import { parseArgs } from 'node:util';
import { writeRvtoolsCsvFolder } from '../src/providers/simulator/rvtools-csv.ts';
import { writeRvtoolsWorkbook } from '../src/providers/simulator/rvtools-workbook.ts';

const { values } = parseArgs({
  options: {
    vms: { type: 'string', default: '1000' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    version: { type: 'string', default: '4' },
    vcenter: { type: 'string' },
    sheets: { type: 'string' },
    strings: { type: 'string' },
    csv: { type: 'boolean', default: false },
  },
});

const { out, version } = values;
if (out === undefined || (version !== '3' && version !== '4')) {
  process.stderr.write(
    'usage: make-workbook --out FILE [--vms N] [--seed S] [--version 3|4] [--vcenter ID] [--sheets vInfo,vDisk] [--strings mixed|shared|inline] [--csv]\n',
  );
  process.exitCode = 64;
} else {
  const options = {
    seed: Number(values.seed),
    vms: Number(values.vms),
    path: out,
    version: version === '3' ? ('3' as const) : ('4' as const),
    ...(values.vcenter === undefined ? {} : { vcenter: values.vcenter }),
    ...(values.sheets === undefined ? {} : { sheets: values.sheets.split(',') }),
    ...(values.strings === 'shared' || values.strings === 'inline'
      ? { dialect: { strings: values.strings } as const }
      : {}),
  };
  const started = performance.now();
  try {
    const written = values.csv ? await writeRvtoolsCsvFolder(options) : await writeRvtoolsWorkbook(options);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stdout.write(`${JSON.stringify({ ...written, seconds, peakMiB }, null, 2)}\n`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 64;
  }
}
