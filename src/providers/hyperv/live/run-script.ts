/**
 * Runs the collector on a Windows host by SSH. The command line is one of three fixed texts: what is run comes by
 * standard input, so that nothing has to be quoted for cmd.exe or PowerShell and no data is ever part of a command.
 */

import { failure } from '../../../core/errors/registry.ts';
import type { SshConnection } from '../../../transport/ssh.ts';
import { fieldsOf } from '../../json-fields.ts';
import type { Fields } from '../../json-fields.ts';
import { collectorScript } from '../collector-script.ts';

/** A host with a thousand machines writes about 8 MB. */
const MAX_BYTES = 256 * 1024 ** 2;

export type CollectorMode = 'all' | 'this-host' | 'who';
const SWITCHES: Readonly<Record<CollectorMode, string>> = {
  all: '',
  'this-host': ' -ThisHostOnly',
  who: ' -WhoOnly',
};

/** The way Ansible hands its modules to Windows: a short text that runs what it reads, encoded so that no shell sees it. */
export function commandLine(mode: CollectorMode): string {
  const bootstrap = `& ([ScriptBlock]::Create((@($input) -join [char]10)))${SWITCHES[mode]}`;
  const encoded = Buffer.from(bootstrap, 'utf16le').toString('base64');
  return `powershell.exe -NoProfile -NonInteractive -EncodedCommand ${encoded}`;
}

/** What the collector wrote. Throws IST-2205 when that is not its JSON, and what the connection throws. */
export async function runCollector(ssh: SshConnection, mode: CollectorMode, signal?: AbortSignal): Promise<Fields> {
  signal?.throwIfAborted();
  const result = await ssh.exec(commandLine(mode), {
    stdin: await collectorScript(),
    maxBytes: MAX_BYTES,
    ...(signal !== undefined && { signal }),
  });
  const text = result.stdout.toString('latin1');
  const start = text.indexOf('{"format":"isthmus-hyperv"');
  const document = start < 0 ? undefined : parsed(text.slice(start));
  if (document !== undefined) return document;
  if (result.code === 127 || result.code === 9009 || /not found|not recogni[sz]ed/i.test(result.stderr)) {
    throw failure('IST-2205', 'The host has no Windows PowerShell: it is no Hyper-V host', {
      hint: 'Give the address of a Windows Server with the role Hyper-V; for KVM hosts connect a source of kind libvirt.',
    });
  }
  throw failure(
    'IST-2205',
    `The collector ended with code ${result.code} and without its JSON${saidOf(result.stderr)}`,
    {
      hint: 'Run the collector on the host by hand (isthmus collect hyperv prints it) and see what it says.',
    },
  );
}

function parsed(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The first words of an error, out of the XML in which PowerShell wraps it when nobody watches. */
function saidOf(stderr: string): string {
  const bare = stderr.startsWith('#< CLIXML')
    ? [...stderr.matchAll(/<S S="Error">([^<]{0,400})<\/S>/g)].map((match) => match[1] ?? '').join(' ')
    : stderr;
  const words = bare
    .replaceAll(/_x[0-9A-F]{4}_/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return words === '' ? '' : `: ${words}`;
}
