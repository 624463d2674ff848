/** What a daemon answers when it does not do what was asked. */

import type { XdrReader } from './xdr.ts';

/** Of virterror.h; those a caller treats apart. */
export const LIBVIRT = {
  internalError: 1,
  noSupport: 3,
  noConnect: 5,
  invalidArgument: 8,
  operationFailed: 9,
  /** An older daemon does not know the number of a procedure. */
  rpc: 39,
  authFailed: 45,
  noDomain: 42,
  operationDenied: 29,
  noNetwork: 43,
  noStoragePool: 49,
  noStorageVolume: 50,
  operationInvalid: 55,
  configUnsupported: 67,
  operationTimeout: 68,
  noDomainSnapshot: 72,
  argumentUnsupported: 74,
  agentUnresponsive: 86,
  accessDenied: 88,
  authCancelled: 79,
  authUnavailable: 80,
  agentUnsynced: 97,
} as const;

export class LibvirtError extends Error {
  /** VIR_ERR_…: see LIBVIRT. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'LibvirtError';
    this.code = code;
  }
}

const MAX_MESSAGE_CHARS = 500;

/** Only code and message tell something; what follows them is not read. */
export function readError(reader: XdrReader): LibvirtError {
  const code = reader.int();
  reader.int();
  const message = reader.optionalString() ?? 'no reason is given';
  return new LibvirtError(code, message.slice(0, MAX_MESSAGE_CHARS));
}

/** Whether the thing asked for has gone since it was listed. */
export const isGone = (error: unknown): boolean =>
  error instanceof LibvirtError &&
  [LIBVIRT.noDomain, LIBVIRT.noNetwork, LIBVIRT.noStoragePool, LIBVIRT.noStorageVolume, LIBVIRT.noDomainSnapshot].some(
    (code) => code === error.code,
  );

/** Whether this daemon, or the driver in it, does not know how to answer. */
export const isUnsupported = (error: unknown): boolean =>
  error instanceof LibvirtError &&
  [LIBVIRT.noSupport, LIBVIRT.rpc, LIBVIRT.noConnect, LIBVIRT.configUnsupported, LIBVIRT.argumentUnsupported].some(
    (code) => code === error.code,
  );

/** Whether the account may not ask. */
export const isDenied = (error: unknown): boolean =>
  error instanceof LibvirtError &&
  [LIBVIRT.operationDenied, LIBVIRT.accessDenied, LIBVIRT.authFailed].some((code) => code === error.code);
