/** Rules on the way to KVM. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { conversionUnconfirmed } from './conversion-unconfirmed.ts';
import { guestNotConverted } from './guest-not-converted.ts';
import { uefi } from './uefi.ts';
import { windowsOldDrivers } from './windows-old-drivers.ts';

export const KVM_RULES: readonly Rule[] = [guestNotConverted, conversionUnconfirmed, windowsOldDrivers, uefi];
