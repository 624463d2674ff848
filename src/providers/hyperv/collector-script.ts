/** The script that collects a Hyper-V host or cluster: one file, given out as it is and run as it is. */

import { readFile } from 'node:fs/promises';
import { shippedFile } from '../../shipped-files.ts';

export const COLLECTOR_PATH = 'src/providers/hyperv/collector.ps1';

/** Text of the PowerShell script, in plain ASCII with Windows line ends, ready to be saved and run. */
export async function collectorScript(): Promise<string> {
  const text = await readFile(shippedFile(COLLECTOR_PATH), 'utf8');
  return text.replaceAll(/\r?\n/g, '\r\n');
}
