/** What people read of a site. */

import type { FrameworkDocument, SiteSovereigntyDetailsDocument } from '../../api/sovereignty.ts';
import { plural } from '../output/format.ts';

const STATES: Readonly<Record<string, string>> = {
  'in-place': 'in place',
  possible: 'possible here',
  'not-in-place': 'not in place',
  unknown: 'not known',
};

/** "3", or "1-3" while something is missing. */
export const levelText = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  low === high ? String(low) : `${low}-${high}`;

export function siteLines(site: SiteSovereigntyDetailsDocument, all: boolean): string[] {
  const { exposure, mitigations, certificates, frameworks, touchCountries, facts } = site;
  const heading = [site.siteId, site.name, site.country ?? 'country unknown', site.platform, site.region];
  return [
    heading.filter((part) => part !== null && part !== '').join('  '),
    `  ${site.known} of ${site.asked} attributes known, as of ${site.asOf}`,
    '',
    'Laws that reach who runs it',
    ...(exposure.laws.length === 0 ? [`  ${exposure.missing.length === 0 ? 'none' : 'none known'}`] : []),
    ...exposure.laws.flatMap(({ id, law, kind, reach, because, confidence }) => [
      `  ${id}  ${law} (${kind}, ${sure(confidence)})`,
      `    reaches: ${reach}`,
      `    because: ${exposure.stated ? 'sites.yaml says so' : because.map(({ path, country }) => `${path} is ${country}`).join(', ')}`,
    ]),
    ...(exposure.missing.length === 0 ? [] : [`  ? more may reach it: state ${exposure.missing.join(', ')}`]),
    '',
    'What softens that',
    ...mitigations.flatMap(({ id, control, effect, state, missing }) => [
      `  ${id}  ${STATES[state] ?? state}: ${control}`,
      `    ${effect}`,
      ...(state === 'unknown' && missing.length > 0 ? [`    ? depends on ${missing.join(', ')}`] : []),
    ]),
    '',
    'Can touch the data',
    `  ${touchCountries.countries.join(', ') || 'nobody known'}${touchCountries.open.length === 0 ? '' : `; open until ${touchCountries.open.join(', ')} is known`}`,
    '',
    'Certificates',
    ...(certificates.length === 0 ? ['  none known'] : certificates.map(certificateText)),
    ...frameworks.flatMap(frameworkLines),
    ...facts.flatMap(({ title, facts: group }) => {
      const known = group.filter(({ value }) => value !== null);
      const shown = all ? group : known;
      const left = group.length - known.length;
      return [
        '',
        `${title}${!all && left > 0 ? `  (${plural(left, 'attribute')} nobody said: --all)` : ''}`,
        ...shown.map(({ path, value, meaning, confidence, from }) =>
          value === null
            ? `  ${path}  ? ${meaning}`
            : `  ${path}  ${valueText(value)}  [${from ?? ''}${confidence === null || confidence === 'user' ? '' : `, ${sure(confidence)}`}]`,
        ),
      ];
    }),
  ];
}

const sure = (confidence: string): string => (confidence === 'own' ? 'unverified' : confidence);
const valueText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).join(', ') || 'none'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

function certificateText({
  id,
  scope,
  level,
  validTo,
  state,
  daysLeft,
}: SiteSovereigntyDetailsDocument['certificates'][number]): string {
  const end =
    validTo === null
      ? 'until when is not known'
      : state === 'expired'
        ? `EXPIRED on ${validTo}: counts no more`
        : state === 'expires-soon'
          ? `until ${validTo}: ${plural(daysLeft ?? 0, 'day')} left`
          : `until ${validTo}`;
  return `  ${[id, level, scope].filter((part) => part !== null).join(', ')}  ${end}`;
}

function frameworkLines({ name, levels, lowest, scorePct, result, reading }: FrameworkDocument): string[] {
  const wide = Math.max(...levels.map((level) => level.name.length));
  return [
    '',
    `${name}: ${result}`,
    ...levels.map(({ id, name: title, weightPct, low, high, missing, basis, minimum, meets }) => {
      const asked =
        minimum === null ? '' : `  asked ${minimum}: ${meets === null ? 'not known' : meets ? 'met' : 'NOT met'}`;
      const open = missing.length === 0 ? '' : `  ? ${missing.join(', ')}`;
      return `  ${id}  ${title.padEnd(wide)}  ${String(weightPct).padStart(2)} %  SEAL ${levelText({ low, high })}  (${basis})${asked}${open}`;
    }),
    `  lowest objective: SEAL ${levelText(lowest)}; weighted score: ${levelText(scorePct)} %`,
    `  ${reading}`,
  ];
}
