/** Faults of the vim25 API, as what they mean for a person or for the next attempt. */

import type { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { child, textAt, typeOf } from './nodes.ts';

export class VimFault extends Error {
  /** "NotAuthenticated", "InvalidProperty"; "" when the server gives only a text. */
  readonly type: string;
  /** What the fault holds: the name of a property, a privilege. */
  readonly detail: XmlNode | undefined;

  constructor(type: string, message: string, detail?: XmlNode) {
    super(message);
    this.name = 'VimFault';
    this.type = type;
    this.detail = detail;
  }
}

/** Of a SOAP Fault element. */
export function faultOf(node: XmlNode): VimFault {
  const detail = child(node, 'detail')?.children[0];
  const named = detail?.name.replace(/Fault$/, '') ?? '';
  const text = textAt(node, 'faultstring') ?? 'no reason given';
  return new VimFault(typeOf(detail) ?? named, text.slice(0, 300), detail);
}

/** Worth another attempt: the server is starting, busy, or lost an internal connection. */
const TRANSIENT = new Set(['HostCommunication', 'Timedout', 'TaskInProgress', 'HostNotReachable', 'ConcurrentAccess']);

export const isTransient = (fault: VimFault): boolean => TRANSIENT.has(fault.type);

/** With a code, for a fault that no attempt got around. */
export function told(fault: VimFault, place: string, method: string): IsthmusError {
  const privilege = textAt(fault.detail, 'privilegeId');
  switch (fault.type) {
    case 'InvalidLogin':
      return failure('IST-2203', `${place} refuses the user name or the password`);
    case 'NotAuthenticated':
      return failure('IST-2203', `${place} ended the session, also after signing in again`);
    case 'NoPermission':
      return failure('IST-2204', `${place} refuses ${method}: the account lacks ${privilege ?? 'a privilege'}`);
    default:
      return failure(
        'IST-2205',
        `${place} answers ${method} with ${fault.type === '' ? 'a fault' : fault.type}: ${fault.message}`,
      );
  }
}
