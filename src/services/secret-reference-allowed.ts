/** What references may be written, and to what they may lead: judged by their text, before anything is asked. */

import path from 'node:path';

/**
 * What a server allows when nobody says otherwise. Whoever may connect sources there need not be who runs it, and must
 * not read its files and variables. On the command line, with the data folder at hand, both are one person's.
 */
export const SERVER_REFERENCES: readonly string[] = [
  'env:ISTHMUS_SECRET_',
  'vault:',
  'azure-keyvault:',
  'kubernetes-secret:',
];

/** Variables this process, its database and its own sign-ins are set up with: not for sources to read. */
const OWN_VARIABLES =
  /^(ISTHMUS_(?!SECRET_).*|ISTHMUS_SECRET_REFERENCES|DATABASE_URL|(PG|VAULT_|AZURE_|MSI_|IDENTITY_|AWS_|GOOGLE_|KUBE|ACTIONS_).*|(GITHUB|GH|GITLAB|NPM|NODE_AUTH|CI_JOB)_TOKEN)$/i;

/** What is wrong with the way a reference is written; undefined when nothing is. */
export function faultOf(kind: string, rest: string): string | undefined {
  if (rest === '') return `the reference names nothing after "${kind}:"`;
  if (/\p{Cc}/u.test(rest)) return 'the reference holds control characters';
  switch (kind) {
    case 'env':
      if (!/^[A-Za-z_][A-Za-z0-9_().]*$/.test(rest)) return 'the reference names no variable';
      return OWN_VARIABLES.test(rest) ? `env:${rest} is a secret of Isthmus itself` : undefined;
    case 'file':
      return /^\/(proc|sys|dev)(\/|$)/.test(path.posix.normalize(rest).replace(/^\/+/, '/'))
        ? 'files of /proc, /sys and /dev are not read'
        : undefined;
    default:
      return placeFault(kind, rest);
  }
}

/** A path that a server would read in another way than it is compared with what is allowed. */
function placeFault(kind: string, rest: string): string | undefined {
  const address = kind === 'azure-keyvault';
  const place = address ? rest.replace(/^https:\/\//i, '') : rest.replace(/#.*$/, '');
  const foreign = (address ? /[\\%?#@\s]/ : /[\\?]|%[0-9a-f]{2}/i).exec(place)?.[0];
  if (foreign !== undefined) return `the reference must not hold "${foreign}"`;
  const odd = place.split('/').find((segment) => ['', '.', '..'].includes(segment.trim()));
  return odd === undefined ? undefined : 'the reference must not hold ".", ".." or nothing between slashes';
}

/** Whether it begins with one of them, and goes on there with a new part of its path or name. */
export function allowedBy(starts: readonly string[], reference: string): boolean {
  const separator = reference.startsWith('env:') ? /[:_]/ : /[:/#]/;
  return starts.some(
    (start) =>
      reference.startsWith(start) &&
      (reference.length === start.length ||
        separator.test(start.at(-1) ?? '') ||
        separator.test(reference[start.length] ?? '')),
  );
}
