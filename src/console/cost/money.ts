/** Money ranges as people read them. */

import { usdText } from '../shared/format.ts';

interface Range {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** "$1,200", or "$1,000 – $1,400" around it. */
export const spanText = ({ low, high, likely }: Range): string =>
  low === high ? usdText(likely) : `${usdText(low)} – ${usdText(high)}`;

const GROUP_TITLES: Readonly<Record<string, string>> = {
  compute: 'Machines',
  storage: 'Storage',
  network: 'Network',
  hardware: 'Hosts',
  facility: 'Power and space',
  people: 'People',
  'platform-licence': 'Platform',
  'guest-licence': 'Guest licences',
  'database-licence': 'Databases',
  support: 'Support',
  migration: 'Moves',
};
export const groupTitle = (group: string): string => GROUP_TITLES[group] ?? group;
