/** `isthmus approve PLAN`: waves whose paths keep the rules are approved; exit 3 where one does not. */

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { PlanApprovalsDocument } from '../../api/paths.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { whole } from '../option-values.ts';
import { printDocument } from '../output/print.ts';
import { loadPlanFile } from '../plan/file.ts';

interface ApproveOptions {
  readonly wave?: string;
  readonly acceptUnknown?: string;
  readonly list?: boolean;
}

export function registerApprove(program: Command, cli: Cli): void {
  program
    .command('approve')
    .description(
      'Approve a wave of a plan, or all of them. Refused with exit code 3 where a path breaks a rule, or leaves one open that is not accepted.',
    )
    .argument('<plan>', 'a plan file, the id of a plan, or "latest"')
    .option('--wave <number>', 'only this wave')
    .option('--accept-unknown <reason>', 'accept what is not known on the way, and say why')
    .option('--list', 'change nothing: show each wave with its path check and who approved it')
    .action(async (plan: string, options: ApproveOptions) => {
      const id = existsSync(plan) ? (await loadPlanFile(plan)).digest : plan;
      const client = await cli.client();
      const { acceptUnknown } = options;
      const wave = whole('--wave', options.wave, { min: 1 });
      const found =
        options.list === true
          ? await client.call(ROUTES.listApprovals, { params: { id } })
          : await client.call(ROUTES.approvePlan, { params: { id }, body: { wave, acceptUnknown } });
      await printDocument(cli, found, () => approvalsText(found, wave), 'approvals');
    });
}

function approvalsText({ name, digest, stale, waves }: PlanApprovalsDocument, wave: number | undefined): string {
  return [
    `${name}  ${digest}`,
    ...stale.map((reason) => `! cannot be approved any more: ${reason}`),
    ...waves.filter(({ number }) => wave === undefined || number === wave).flatMap(waveLines),
    '',
  ].join('\n');
}

function waveLines(wave: PlanApprovalsDocument['waves'][number]): string[] {
  const { name, moves, violated, unknown, waived, approval } = wave;
  const open = [violated > 0 ? `${violated} broken` : '', unknown > 0 ? `${unknown} unknown` : ''].filter(Boolean);
  const check = open.length === 0 ? 'keep the rules' : open.join(', ');
  const paths = `${check}${waived === 0 ? '' : `, ${waived} waived`}`;
  const head = `${name}  ${moves} ${moves === 1 ? 'move' : 'moves'}  paths: ${paths}`;
  if (approval === null) return [`${head}  not approved`];
  if (approval.state === 'void')
    return [`${head}  approval of ${approval.actor} is void: ${approval.voidBecause.join('; ')}`];
  const accepted =
    approval.unknownAccepted === null ? [] : [`  unknown accepted (${approval.unknown}): ${approval.unknownAccepted}`];
  const waivers = approval.waived.map(
    ({ ruleId, siteId, waiver }) =>
      `  waived: ${ruleId} at ${siteId} by ${waiver?.id ?? '?'} until ${waiver?.expiresOn ?? '?'}`,
  );
  return [`${head}  approved by ${approval.actor} at ${approval.at}`, ...accepted, ...waivers];
}
