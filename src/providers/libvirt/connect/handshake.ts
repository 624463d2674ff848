/** The first words with a daemon: which sign-in it wants, and which hypervisor we want. */

import { failure } from '../../../core/errors/registry.ts';
import { AUTH_NONE, AUTH_POLKIT, authPolkit, authTypes, openConnect } from '../rpc/calls.ts';
import type { RpcClient } from '../rpc/client.ts';
import { LIBVIRT, LibvirtError, isDenied } from '../rpc/errors.ts';

/**
 * Throws IST-2203 when the daemon wants a sign-in we do not get, IST-2204 when the account may not connect, IST-2220
 * when the daemon does not know the URI.
 */
export async function handshake(client: RpcClient, name: string, uri: string, readOnly: boolean): Promise<void> {
  await signIn(client, name);
  try {
    await openConnect(client, uri, readOnly);
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error;
    if (isDenied(error)) {
      throw failure('IST-2204', `libvirt (${name}) does not let us connect: ${error.message}`, { cause: error });
    }
    throw failure('IST-2220', `libvirt (${name}) does not open ${uri}: ${error.message}`, { cause: error });
  }
}

async function signIn(client: RpcClient, name: string): Promise<void> {
  const types = await authTypes(client).catch((error: unknown) => {
    throw error instanceof LibvirtError ? refused(name, error.message) : error;
  });
  if (types.length === 0 || types.includes(AUTH_NONE)) return;
  if (!types.includes(AUTH_POLKIT)) {
    throw refused(name, 'it wants a user name and password by SASL, which is not supported');
  }
  try {
    await authPolkit(client);
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error;
    throw refused(
      name,
      error.code === LIBVIRT.authUnavailable ? 'polkit has nobody to ask for consent' : error.message,
    );
  }
}

const refused = (name: string, why: string): Error =>
  failure('IST-2203', `libvirt (${name}) refuses the connection: ${why}`, {
    hint: 'Use the read-only socket, which asks for no sign-in, or add the account to the group libvirt of the host (polkit lets its members in).',
  });
