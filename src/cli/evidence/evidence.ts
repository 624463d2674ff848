/** `isthmus evidence`: what other tools found, for controls. */

import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { EvidenceImportDocument } from '../../api/controls.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { countText } from '../output/format.ts';
import { printDocument, printList, wantsData } from '../output/print.ts';
import { registerEvidenceExports } from './exports.ts';
import { receiptText } from './receipt.ts';

export function registerEvidence(program: Command, cli: Cli): void {
  const evidence = program
    .command('evidence')
    .description(
      'What other tools found, as evidence for controls: import, list, show, delete; and what an auditor is handed: pack, oscal, tables.',
    )
    .addHelpText(
      'after',
      '\nRead are ARF and XCCDF results of OpenSCAP, objects of the OpenShift compliance operator, Azure Policy states and\nKubernetes policy reports; the file itself says which. docs/reference/evidence-feeds.md says how to get each.\n\nExamples:\n  oscap xccdf eval --profile e8 --results-arf arf.xml content-ds.xml; isthmus evidence import arf.xml\n  oc get compliancecheckresults,compliancescans,rules.compliance.openshift.io -A -o json > ocp.json\n  isthmus evidence import ocp.json --site ocp-fra\n  az policy state list --all -o json > states.json; isthmus evidence import states.json\n',
    );
  evidence
    .command('import')
    .description('Bring in files; each whole or not at all')
    .argument('<paths...>', 'files')
    .option('--site <id>', 'site that results about a whole cluster are about, and that machines are looked for at')
    .action((paths: string[], options: { site?: string }) => importFiles(cli, paths, options.site));
  registerEvidenceExports(evidence, cli);
  evidence
    .command('list', { isDefault: true })
    .description('What was imported, newest first')
    .action(() => listImports(cli));
  evidence
    .command('show')
    .description('The receipt of an import')
    .argument('<id>')
    .action(async (id: string) => {
      const found = await (await cli.client()).call(ROUTES.getEvidenceImport, { params: { id } });
      await printDocument(cli, found, () => receiptText(found), 'evidence-import');
    });
  evidence
    .command('delete')
    .description('Take the evidence of an import away; its receipt stays')
    .argument('<id>')
    .action(async (id: string) => {
      const found = await (await cli.client()).call(ROUTES.deleteEvidenceImport, { params: { id } });
      await printDocument(
        cli,
        found,
        () => `✓ ${found.id}: the evidence of ${found.fileName} is gone, its receipt stays\n`,
        'evidence-import',
      );
    });
}

async function importFiles(cli: Cli, paths: readonly string[], site: string | undefined): Promise<void> {
  const results: EvidenceImportDocument[] = [];
  for (const path of paths) {
    await access(path).catch((cause: unknown) => {
      throw failure('IST-9003', `${path} cannot be read`, { cause });
    });
    const client = await cli.client();
    const operation = await client.call(ROUTES.importEvidence, {
      query: { fileName: basename(path), site },
      stream: createReadStream(path),
    });
    const result = await follow<EvidenceImportDocument>(cli, operation);
    results.push(result);
    if (!wantsData(cli)) await cli.write(receiptText(result));
  }
  const [only, ...others] = results;
  if (wantsData(cli))
    await printDocument(cli, others.length === 0 ? only : { items: results }, undefined, 'evidence-import');
}

async function listImports(cli: Cli): Promise<void> {
  const { items } = await (await cli.client()).call(ROUTES.listEvidenceImports, {});
  await printList(cli, {
    noun: 'evidence-import',
    items,
    columns: [
      { header: 'ID', value: (row) => row.id },
      { header: 'FILE', value: (row) => row.fileName },
      { header: 'FEED', value: (row) => Object.keys(row.receipt.states).join(', ') },
      { header: 'KEPT', value: (row) => row.receipt.kept, align: 'right' },
      { header: 'OF', value: (row) => row.receipt.records, align: 'right' },
      { header: 'WORKLOADS', value: (row) => row.receipt.targets.workloads, align: 'right' },
      {
        header: 'UNKNOWN TARGETS',
        value: (row) => row.receipt.targets.noneCount + row.receipt.targets.severalCount,
        align: 'right',
      },
      { header: 'SITE', value: (row) => row.siteId },
      { header: 'WHEN', value: (row) => row.createdAt.slice(0, 16).replace('T', ' ') },
      { header: 'BY', value: (row) => row.actor },
      { header: 'STATE', value: (row) => (row.retiredAt === null ? 'in force' : `deleted by ${row.retiredBy ?? ''}`) },
      { header: 'SHA256', value: (row) => row.sha256, wide: true },
    ],
    name: (row) => row.id,
  });
  cli.say(`${countText(items.length)} imported`);
}
