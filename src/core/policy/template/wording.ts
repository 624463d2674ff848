/** The words around the figures of a new sites.yaml. An empty value means unknown, and is better than a guess. */

export const OPENING: readonly string[] = [
  '# Where your workloads run and may run. Written by "isthmus sites init"; yours to edit from here on.',
  '# An empty value means unknown: rules that need it answer "unknown" and name it. Fill in what you know.',
  '# Every field: docs/reference/sites.md',
  'apiVersion: isthmus/v1',
  '',
  'organisation: # who is responsible for the workloads; regimes ask for it',
  '  country: # two letters in capitals, such as DE',
  '  sector: # finance, health, government, energy …',
  '  class: # NIS2: essential, important or none',
  '',
  '# Regimes to check. Left out: each where its own condition holds (docs/reference/packs.md).',
  '# regimes: [gdpr-ch5, dora, nis2, eu-csf]',
  '',
];

/** The questions on a place: all of them for your own, fewer where the catalogue knows the region. */
export function questions(kind: 'own' | 'region', anchor?: string): string[] {
  const place = ['      country: # two letters, such as DE', '      city:'];
  const operator = [
    '      operator:',
    '        name: # who runs it',
    '        country: # where that company is established',
    '        parentCountry: # where its ultimate parent is',
    '        own: # true when you run it yourself',
    '      controlPlane:',
    '        operatorParentCountry: # who controls the management plane',
    '        autonomous: # true when it runs on with the vendor cut off',
  ];
  const contract = [
    '      contract: # true, false, or empty',
    '        governingLaw: # two letters',
    '        auditRights:',
    '        locationsStated:',
    '        dataReturn:',
    '        exitTransition:',
    '        dpa: # data processing agreement',
  ];
  const reach = [
    '      admin: {countries: } # from where administrators work, such as [DE]',
    '      support: {countries: }',
    '      telemetry: {countries: }',
    '      subprocessors: {countries: } # [] when there are none',
    '      backup: {countries: }',
    '      dr: {countries: }',
    '      certifications: # such as [iso27001, c5-type2]',
    '      encryption: {atRest: , inTransit: }',
  ];
  const opening =
    kind === 'region'
      ? ['    attributes: # beside what the catalogue knows of the region']
      : [`    attributes:${anchor === undefined ? '' : ` &${anchor}`}`];
  return [
    ...opening,
    ...(kind === 'own' ? [...place, ...operator] : ['      operator: {country: }']),
    ...reach,
    ...contract,
  ];
}

export const CLOSING: readonly string[] = [
  '',
  '# What your workloads are, where tags do not say. Filters as in "isthmus get workloads -q".',
  '# classify:',
  '#   - match: name ~ "^hr" or application = "Payroll"',
  '#     set: {dataClasses: [personal], criticality: high, owner: hr-systems}',
  '',
  '# Where something has to run, or must not.',
  '# pins:',
  '#   - match: roles has domain-controller',
  '#     notSites: [example-azure-germanywestcentral]',
  '#     reason: The directory stays on our own ground',
  '',
  '# What no inventory knows: contracts, key custody, exit plans. An empty match means all workloads.',
  '# declarations:',
  '#   - match: ""',
  '#     attributes:',
  '#       exitPlan: {documented: true, testedOn: "2026-05-12"}',
  '#       backupSegregatedAndTested: true',
];
