/** Controls as OSCAL names them: tokens, which neither begin with a digit nor hold brackets. */

const NIST_CATALOG =
  'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json';

/** "SC-28(1)" is "sc-28.1", as in NIST's catalogue; article "9(4)(d)" is "art-9.4.d", point "d" of NIS2 "art-21.2.d". */
export function oscalControlId(framework: string, control: string): string {
  const dotted = control.toLowerCase().replaceAll(/\(([^)]*)\)/g, '.$1');
  const token = dotted.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  if (framework === 'nis2_art21_2') return `art-21.2.${token}`;
  return /^[\p{L}_]/u.test(token) ? token : `art-${token}`;
}

/** What a finding is about: the statement of the control. NIST's catalogue has it under this name. */
export const statementId = (framework: string, control: string): string => `${oscalControlId(framework, control)}_smt`;

/** Where the framework is published as an OSCAL catalogue; the others have none. */
export const catalogOf = (framework: string): string | undefined =>
  framework === 'nist80053r5' ? NIST_CATALOG : undefined;
