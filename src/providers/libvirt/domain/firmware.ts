/** Firmware of a domain: which it is, and whether it holds the guest to signed code. */

import type { Firmware, WorkloadFacts } from '../../../core/model/workload.ts';
import { all, at, attribute, textOf, yesNo } from '../xml.ts';
import type { Element } from '../xml.ts';

const EFI_FILE = /ovmf|aavmf|edk2|uefi|[-_/]efi/i;
/** Builds and variable stores that come with Microsoft's keys enrolled. */
const KEYS_ENROLLED = /secboot|\.ms\.|[-_]ms[-_.]|secure/i;
const X86 = new Set(['x86_64', 'i686']);

export function firmwareFacts(domain: Element): Pick<WorkloadFacts, 'firmware' | 'secureBoot'> {
  const os = at(domain, 'os');
  const firmware = firmwareOf(os);
  return { firmware, secureBoot: secureBootOf(os, firmware) };
}

function firmwareOf(os: Element | undefined): Firmware | undefined {
  const named = attribute(os, 'firmware');
  if (named === 'efi' || named === 'bios') return named;
  const loader = at(os, 'loader');
  const file = textOf(loader);
  if (at(os, 'nvram') !== undefined || attribute(loader, 'type') === 'pflash') return 'efi';
  if (file !== undefined) return EFI_FILE.test(file) ? 'efi' : /bios/i.test(file) ? 'bios' : undefined;
  // A PC without a loader starts with SeaBIOS: that is what the definition means, not a guess of ours.
  return X86.has(attribute(at(os, 'type'), 'arch') ?? '') && textOf(at(os, 'type')) === 'hvm' ? 'bios' : undefined;
}

/**
 * True when the firmware checks signatures and has keys to check them by, false when it does not, undefined when the
 * definition leaves it to the variable store.
 */
function secureBootOf(os: Element | undefined, firmware: Firmware | undefined): boolean | undefined {
  if (firmware === 'bios') return false;
  if (firmware === undefined) return undefined;
  const feature = (name: string): boolean | undefined =>
    yesNo(
      attribute(
        all(at(os, 'firmware'), 'feature').find((one) => attribute(one, 'name') === name),
        'enabled',
      ),
    );
  const asked = feature('secure-boot');
  const keys = feature('enrolled-keys');
  if (asked === false || keys === false) return false;
  const loader = at(os, 'loader');
  const secure = yesNo(attribute(loader, 'secure'));
  if (asked === true && keys === true) return true;
  const files = [textOf(loader), attribute(at(os, 'nvram'), 'template')].filter((file) => file !== undefined);
  const enrolled = files.some((file) => KEYS_ENROLLED.test(file));
  if (secure === true || asked === true) return enrolled ? true : undefined;
  return textOf(loader) === undefined || enrolled ? undefined : false;
}
