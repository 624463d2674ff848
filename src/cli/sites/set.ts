/** `isthmus sites set munich country=DE operator.own=true`: attributes of one site, from the command line (S1). */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import { suggestion } from '../../core/policy/did-you-mean.ts';
import { SITE_FIELDS } from '../../core/policy/site-fields.ts';
import type { SiteField } from '../../core/policy/site-fields.ts';
import { readSiteValue } from '../../core/policy/site-values.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument, printList } from '../output/print.ts';

interface SetOptions {
  readonly platform?: string;
  readonly target?: string;
  readonly region?: string;
}

export function registerSitesSet(sites: Command, cli: Cli): void {
  sites
    .command('set')
    .description('Say what is known of one site; comments in the file are kept. An empty value is unknown again.')
    .argument('<site>', 'its id')
    .argument('[values...]', 'such as country=DE operator.own=true backup.countries=DE,AT; see: isthmus sites fields')
    .option('--platform <name>', 'makes the site when it is not there: what runs here')
    .option('--target <target>', 'makes the site when it is not there: what workloads that come here are judged for')
    .option('--region <name>', 'region of the catalogue: country, operator, zones and more are filled in from it')
    .action(async (id: string, values: string[], { platform, target, region }: SetOptions) => {
      if ((platform === undefined) !== (target === undefined))
        throw failure('IST-9001', 'a new site needs both --platform and --target');
      const changes = Object.fromEntries([
        ...values.map(changeOf),
        ...(region === undefined ? [] : [['region', region === '' ? null : region]]),
      ]) as Record<string, unknown>;
      if (Object.keys(changes).length === 0 && platform === undefined)
        throw failure('IST-9001', 'say what is known, such as country=DE', { hint: 'Fields: isthmus sites fields' });
      const made = platform === undefined || target === undefined ? undefined : { platform, target };
      const body = { changes, ...(made !== undefined && { made }) };
      const document = await (await cli.client()).call(ROUTES.changeSite, { params: { id }, body });
      await printDocument(
        cli,
        document,
        () => `${id}  ${plural(Object.keys(changes).length, 'value')} set; check, place and plan again\n`,
      );
      for (const warning of document.warnings) cli.say(`! ${warning}`);
    });
  sites
    .command('fields')
    .description('What can be said of a site.')
    .action(() =>
      printList(cli, {
        noun: 'field',
        items: SITE_FIELDS,
        name: (field) => field.path,
        columns: [
          { header: 'FIELD', value: (field) => field.path },
          { header: 'VALUES', value: valuesOf },
          { header: 'GROUP', value: (field) => field.group },
          { header: 'MEANING', value: (field) => field.title },
          { header: 'HELP', value: (field) => field.help, wide: true },
        ],
      }),
    );
}

function valuesOf(field: SiteField): string {
  switch (field.kind) {
    case 'choice':
      return field.choices.join(', ');
    case 'number':
      return `number (${field.unit})`;
    case 'boolean':
      return 'true, false';
    case 'country':
      return 'DE';
    case 'countries':
      return 'DE,FR; none';
    case 'texts':
      return 'one,two; none';
    default:
      return 'text';
  }
}

function changeOf(word: string): readonly [string, unknown] {
  const [path = '', ...rest] = word.split('=');
  const value = rest.join('=');
  const field = SITE_FIELDS.find((each) => each.path === path);
  if (!word.includes('=')) throw failure('IST-9001', `"${word}" is no field=value`, { hint: 'Write: country=DE' });
  if (field === undefined)
    throw failure(
      'IST-9001',
      `a site has no field "${path}".${suggestion(
        path,
        SITE_FIELDS.map((each) => each.path),
      )}`,
      {
        hint: 'Fields: isthmus sites fields. Any other goes into the file: isthmus sites show.',
      },
    );
  return [`attributes.${path}`, readSiteValue(field, value)];
}
