/** How the simulator is reached in tests: its thumbprint is learnt from the refusal that a person would see. */

import { HttpsClient } from '../../transport/https.ts';
import type { Settings } from '../connection.ts';
import type { Vcsim } from '../../../test/support/vcsim.ts';

export interface VcsimAccess {
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
}

export async function accessTo(
  { host, user, password }: Pick<Vcsim, 'host' | 'user' | 'password'>,
  more: Settings = {},
): Promise<VcsimAccess> {
  const thumbprint = await thumbprintOf(host);
  return { settings: { address: host, user, thumbprint, ...more }, secrets: { password } };
}

export async function thumbprintOf(host: string): Promise<string> {
  await using client = new HttpsClient({ endpoint: new URL(`https://${host}`) });
  const refusal: unknown = await client.request({ method: 'GET', path: '/' }).catch((error: unknown) => error);
  const seen = refusal instanceof Error ? /SHA-256 ([0-9a-f:]{95})/.exec(refusal.message)?.[1] : undefined;
  if (seen === undefined) throw new TypeError(`no thumbprint in: ${String(refusal)}`);
  return seen;
}
