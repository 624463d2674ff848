/** `isthmus sovereignty list | show`: sites compared, and one in full. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { SiteSovereigntyDocument } from '../../api/sovereignty.ts';
import type { Cli } from '../cli.ts';
import { bareId } from '../output/ids.ts';
import { printDocument, printList } from '../output/print.ts';
import { levelText, siteLines } from './show.ts';

export function registerSovereignty(program: Command, cli: Cli): void {
  const sovereignty = program
    .command('sovereignty')
    .description(
      'Sites compared: whose laws reach them, what softens that, certificates, and levels of the EU framework.',
    );
  sovereignty
    .command('list')
    .description('Compare the sites.')
    .action(() => listSites(cli));
  sovereignty
    .command('show')
    .description('Show one site in full, with the source of everything that is known of it.')
    .argument('<site>')
    .option('--all', 'also what nobody said')
    .action(async (site: string, { all = false }: { all?: boolean }) => {
      const shown = await (await cli.client()).call(ROUTES.getSovereignty, { params: { siteId: bareId(site) } });
      await printDocument(cli, shown, () => `${siteLines(shown, all).join('\n')}\n`, 'site');
    });
}

async function listSites(cli: Cli): Promise<void> {
  const { items, total } = await (await cli.client()).call(ROUTES.listSovereignty);
  const framework = items[0]?.frameworks[0];
  const objectives = framework?.levels.map(({ id }) => id) ?? [];
  const at = (row: SiteSovereigntyDocument, id: string): string => {
    const level = row.frameworks[0]?.levels.find((each) => each.id === id);
    return level === undefined ? '' : levelText(level);
  };
  await printList(
    cli,
    {
      noun: 'site',
      items,
      name: (row) => row.siteId,
      columns: [
        { header: 'SITE', value: (row) => row.siteId },
        { header: 'COUNTRY', value: (row) => row.country ?? 'unknown' },
        { header: 'LEVEL', value: (row) => row.frameworks[0]?.result ?? '' },
        ...objectives.map((id) => ({ header: id, value: (row: SiteSovereigntyDocument) => at(row, id) })),
        { header: 'LAWS IN REACH', value: lawsText },
        { header: 'IN PLACE', value: (row) => idsOf(row, 'in-place') },
        { header: 'POSSIBLE', value: (row) => idsOf(row, 'possible') },
        { header: 'CERTIFICATES', value: certificatesText, wide: true },
        { header: 'KNOWN', value: (row) => `${row.known}/${row.asked}`, wide: true },
      ],
    },
    { total },
  );
  if (framework !== undefined) cli.say(framework.reading);
}

const idsOf = (row: SiteSovereigntyDocument, state: string): string =>
  row.mitigations
    .filter((each) => each.state === state)
    .map(({ id }) => id)
    .join(',');

/** "us-cloud-act,us-fisa-702,…": the plus says that more may reach it. */
function lawsText({ exposure: { laws, missing } }: SiteSovereigntyDocument): string {
  const ids = laws.map(({ id }) => id).join(',');
  if (missing.length === 0) return ids === '' ? 'none' : ids;
  return ids === '' ? 'unknown' : `${ids} + unknown`;
}

const certificatesText = ({ certificates }: SiteSovereigntyDocument): string =>
  certificates
    .map(({ id, state }) => (state === 'expired' || state === 'expires-soon' ? `${id} (${state})` : id))
    .join(',');
