/** What guests say of themselves: by their agent where we may ask it, by the leases of libvirt's own networks. */

import { addressesByMac, filesystemsOf, hostNameOf, systemOf } from '../domain/guest-report.ts';
import type { GuestReport } from '../domain/guest-report.ts';
import { guestInfo, interfaceAddresses } from '../rpc/calls.ts';
import type { InterfaceAddresses } from '../rpc/calls.ts';
import { LibvirtError, isDenied, isGone, isUnsupported } from '../rpc/errors.ts';
import type { DomainRef, Parameters } from '../rpc/types.ts';
import { all, at, attribute } from '../xml.ts';
import type { Element } from '../xml.ts';
import type { Notes } from './asked.ts';
import { unlessBroken } from './places.ts';
import type { Session } from './session.ts';

const LEASES = 0;
const AGENT = 1;

/** Undefined when nobody could be asked: the machine does not run, or nothing knows its guest. */
export async function readGuest(
  session: Session,
  ref: DomainRef,
  definition: Element,
  notes: Notes,
): Promise<GuestReport | undefined> {
  if (ref.id < 0) return undefined;
  const devices = at(definition, 'devices');
  const asksAgent = session.readWrite && agentAnswers(devices);
  const hasLeases = all(devices, 'interface').some((nic) => attribute(nic, 'type') === 'network');
  const [said, fromLeases] = await Promise.all([
    asksAgent ? session.agents.take(() => askAgent(session, ref, notes)) : undefined,
    hasLeases ? interfaceAddresses(session.client, ref, LEASES).catch(unlessBroken) : undefined,
  ]);
  const { info, addresses: fromAgent } = said ?? {};
  const answers = [fromAgent, fromLeases].filter((answer) => answer !== undefined);
  const addresses = addressesByMac(answers);
  const [system, hostName] = info === undefined ? [] : [systemOf(info), hostNameOf(info)];
  const filesystems = info === undefined ? undefined : filesystemsOf(info);
  return {
    // A lease tells of an address; that there is none tells nothing, as the guest may have set one by hand.
    ...((fromAgent !== undefined || addresses.size > 0) && { addresses }),
    ...(system !== undefined && { system }),
    ...(hostName !== undefined && { hostName }),
    ...(filesystems !== undefined && { filesystems }),
  };
}

const agentAnswers = (devices: Element | undefined): boolean =>
  all(devices, 'channel').some((channel) => {
    const target = at(channel, 'target');
    return attribute(target, 'name') === 'org.qemu.guest_agent.0' && attribute(target, 'state') === 'connected';
  });

interface AgentSaid {
  readonly info?: Parameters;
  readonly addresses?: readonly InterfaceAddresses[];
}

/** An agent that does not answer the first question is not asked another. */
async function askAgent(session: Session, ref: DomainRef, notes: Notes): Promise<AgentSaid | undefined> {
  const info = await guestInfo(session.client, ref).catch((error: unknown) => {
    if (!(error instanceof LibvirtError)) throw error;
    return error;
  });
  if (info instanceof LibvirtError && isGone(info)) return undefined;
  if (info instanceof LibvirtError && !isUnsupported(info)) {
    reportSilent(ref, info, notes);
    return undefined;
  }
  const addresses = await interfaceAddresses(session.client, ref, AGENT).catch(unlessBroken);
  const asked: AgentSaid = addresses === undefined ? {} : { addresses };
  if (!(info instanceof LibvirtError)) return { ...asked, info };
  notes.miss('guest information', 'this libvirt is older than 5.7 and passes on no more than addresses', [
    'os.name',
    'hostName',
    'filesystems',
  ]);
  return asked;
}

function reportSilent(ref: DomainRef, error: LibvirtError, notes: Notes): void {
  notes.issue({
    severity: 'info',
    code: 'GUEST_AGENT_SILENT',
    where: `domain ${ref.name}`,
    message: `its guest agent gives no answer: ${error.message}`,
    fix: isDenied(error)
      ? 'Let the account ask guest agents (polkit: org.libvirt.api.domain.write).'
      : 'Look whether qemu-guest-agent runs in the guest.',
    skipped: false,
  });
}
