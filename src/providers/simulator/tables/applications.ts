/** Kinds of application with their tiers, and who calls whom. Weights say how common each is. */

import { MIXES, TIERS } from './tiers.ts';
import type { Tier } from './tiers.ts';

type Criticality = 'low' | 'medium' | 'high' | 'mission-critical';

export interface ApplicationKind {
  readonly key: string;
  readonly title: string;
  readonly department: string;
  readonly criticality: Criticality;
  /** As people tag it; machine/tags.ts has the catalogue's word for it. */
  readonly dataClass?: string;
  readonly weight: number;
  readonly tiers: readonly Tier[];
  readonly calls: readonly (readonly [from: string, to: string])[];
  /** False for machines that merely share a purpose and are no application. */
  readonly grouped: boolean;
}

/** key | title | department | criticality | data class | weight | tiers (name:guests:from-to) | calls | loose */
const TABLE = `
core      | Core banking            | banking    | mission-critical | bank-secret | 3   | web:linux:2-4, app:linux:3-6, oracleRac:database:2-3              | web>app app>ora         |
loans     | Loan origination        | banking    | high             | bank-secret | 4   | web:windows:2-4, app:windows:2-5, sqlCluster:newWindows:2-2       | web>app app>sql         |
cards     | Card payments           | payments   | mission-critical | payment     | 4   | web:linux:2-4, app:linux:2-6, postgres:linux:1-3                  | web>app app>db          |
instant   | Instant payments        | payments   | mission-critical | payment     | 2   | app:linux:3-5, oracle:database:1-1                                | app>ora                 |
claims    | Claims handling         | insurance  | high             | personal    | 6   | web:windows:2-4, app:windows:2-5, sqlCluster:newWindows:2-2, files:windows:1-2 | web>app app>sql app>fil |
policy    | Policy administration   | insurance  | high             | personal    | 5   | web:windows:2-4, app:windows:2-5, sql:windows:1-1                 | web>app app>sql         |
patients  | Patient portal          | health     | high             | health      | 4   | web:linux:2-4, app:linux:2-5, postgres:linux:1-3                  | web>app app>db          |
imaging   | Medical imaging archive | health     | high             | health      | 2   | app:windows:1-3, sql:windows:1-1, archive:windows:1-2             | app>sql app>fil         |
sap       | SAP                     | finance    | mission-critical | personal    | 3   | sapApp:sap:2-4, hana:sap:1-2                                      | app>hana                |
ledger    | General ledger          | finance    | high             |             | 4   | app:either:2-5, sql:windows:1-1                                   | app>sql                 |
payroll   | Payroll                 | people     | high             | personal    | 4   | web:windows:1-2, app:windows:1-2, sql:windows:1-1                 | web>app app>sql         |
shop      | Customer portal         | sales      | high             | personal    | 6   | web:linux:2-6, app:linux:2-8, postgres:linux:1-3                  | web>app app>db          |
crm       | Customer relations      | sales      | medium           | personal    | 5   | web:windows:2-4, app:windows:2-5, sqlCluster:newWindows:2-2       | web>app app>sql         |
yard      | Yard management         | logistics  | medium           |             | 5   | app:windows:1-3, sql:windows:1-1                                  | app>sql                 |
fleet     | Fleet tracking          | logistics  | medium           | personal    | 4   | web:linux:1-2, app:linux:1-3, postgres:linux:1-3                  | web>app app>db          |
models    | Model training          | research   | medium           |             | 1.2 | gpu:linux:1-4, postgres:linux:1-1                                 | gpu>db                  |
assist    | Assistant inference     | research   | medium           | personal    | 2   | inference:linux:1-2, app:linux:1-2                                | app>llm                 |
build     | Build farm              | research   | low              |             | 4   | app:linux:3-9                                                     |                         |
domain    | Directory               | operations | mission-critical | personal    | 3   | controller:windows:2-4                                            |                         |
watch     | Monitoring              | operations | medium           |             | 3   | monitor:linux:1-4                                                 |                         |
backup    | Backup                  | operations | high             |             | 3   | backup:windows:1-4                                                |                         |
mail      | Mail                    | workplace  | high             | personal    | 2   | mail:newWindows:2-4                                               |                         |
print     | File and print          | workplace  | medium           | personal    | 6   | files:windows:1-2, print:windows:1-2                              |                         |
desktop   | Virtual desktops        | workplace  | low              | personal    | 2.2 | desktop:client:6-30                                               |                         | loose
appliance | Appliance               | operations | medium           |             | 9   | appliance:appliance:1-2                                           |                         | loose
single    | Single server           | operations | low              |             | 46  | server:either:1-1                                                 |                         | loose
branch    | Branch server           | logistics  | medium           |             | 8   | branch:windows:1-2                                                |                         | loose
heritage  | Heritage                | heritage   | low              |             | 12  | old:heritage:1-2                                                  |                         | loose
`;

export const APPLICATION_KINDS: readonly ApplicationKind[] = TABLE.trim().split('\n').map(applicationKind);

function applicationKind(line: string): ApplicationKind {
  const [key = '', title = '', department = '', criticality, dataClass, weight, tiers = '', calls = '', loose] = line
    .split('|')
    .map((cell) => cell.trim());
  if (!isCriticality(criticality)) throw new TypeError(`not a line of the application table: ${line}`);
  return {
    key,
    title,
    department,
    criticality,
    ...(dataClass === '' ? {} : { dataClass }),
    weight: Number(weight),
    tiers: tiers.split(', ').map(tierOf),
    calls: calls.split(' ').flatMap((call): [string, string][] => {
      const [from, to] = call.split('>');
      return from === undefined || to === undefined ? [] : [[from, to]];
    }),
    grouped: loose !== 'loose',
  };
}

function isCriticality(text: string | undefined): text is Criticality {
  return text === 'low' || text === 'medium' || text === 'high' || text === 'mission-critical';
}

function tierOf(text: string): Tier {
  const [name = '', mix = '', range = ''] = text.split(':');
  const shape = TIERS[name];
  const guests = MIXES[mix];
  const [from, to] = range.split('-').map(Number);
  if (shape === undefined || guests === undefined || from === undefined || to === undefined)
    throw new TypeError(`not a tier: ${text}`);
  return { ...shape, guests, count: [from, to] };
}
