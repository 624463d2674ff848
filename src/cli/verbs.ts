/** The verbs there are. Each is a folder or file of its own, loaded when it is asked for. */

import type { Command } from 'commander';
import type { Cli } from './cli.ts';

export type RegisterVerb = (program: Command, cli: Cli) => void;

export interface Verb {
  readonly name: string;
  readonly summary: string;
  load(): Promise<RegisterVerb>;
}

export const VERBS: readonly Verb[] = [
  {
    name: 'import',
    summary: 'Bring in a file that a platform tool exported',
    load: async () => (await import('./import/file.ts')).registerImport,
  },
  {
    name: 'connect',
    summary: 'Connect a platform as a source',
    load: async () => (await import('./connect/source.ts')).registerConnect,
  },
  {
    name: 'sync',
    summary: 'Read connected sources now',
    load: async () => (await import('./sync/source.ts')).registerSync,
  },
  {
    name: 'confirm',
    summary: 'Believe a read that is held, or reject it',
    load: async () => (await import('./sync/confirm.ts')).registerConfirm,
  },
  {
    name: 'collect',
    summary: 'Print a collector script or a role to take to a platform',
    load: async () => (await import('./collect/kit.ts')).registerCollect,
  },
  { name: 'get', summary: 'List what the estate holds', load: async () => (await import('./get/get.ts')).registerGet },
  {
    name: 'describe',
    summary: 'Show one workload, source or application',
    load: async () => (await import('./describe/workload.ts')).registerDescribe,
  },
  {
    name: 'set',
    summary: 'Change a source',
    load: async () => (await import('./source/change.ts')).registerSet,
  },
  {
    name: 'test',
    summary: 'Connect to a source once and say who answers',
    load: async () => (await import('./source/change.ts')).registerTest,
  },
  {
    name: 'delete',
    summary: 'Take a source out of the estate',
    load: async () => (await import('./source/change.ts')).registerDelete,
  },
  {
    name: 'correct',
    summary: 'Say whose word counts, and which machines are one',
    load: async () => (await import('./correct/correction.ts')).registerCorrect,
  },
  {
    name: 'classify',
    summary: 'Say what workloads hold and mean: data classes, criticality, owner',
    load: async () => (await import('./classify/by-hand.ts')).registerClassify,
  },
  {
    name: 'application',
    summary: 'Say which workloads are one application, and who calls whom',
    load: async () => (await import('./application/change.ts')).registerApplication,
  },
  {
    name: 'doctor',
    summary: 'Look at sources and everything else that is needed',
    load: async () => (await import('./doctor/doctor.ts')).registerDoctor,
  },
  {
    name: 'diff',
    summary: 'Compare two generations of the estate',
    load: async () => (await import('./diff/generation.ts')).registerDiff,
  },
  {
    name: 'assess',
    summary: 'Judge every workload for every target',
    load: async () => (await import('./assess/estate.ts')).registerAssess,
  },
  {
    name: 'rules',
    summary: 'Look at readiness rules, and write, test and apply your own',
    load: async () => (await import('./rules/rules.ts')).registerRules,
  },
  {
    name: 'containers',
    summary: 'Machines that could become containers, and the nodes they need',
    load: async () => (await import('./containers/containers.ts')).registerContainers,
  },
  {
    name: 'check',
    summary: 'Check sovereignty and compliance; exit 3 on violation',
    load: async () => (await import('./check/estate.ts')).registerCheck,
  },
  {
    name: 'packs',
    summary: 'Look at rule packs, pin them and verify that they are the pinned ones',
    load: async () => (await import('./packs/packs.ts')).registerPacks,
  },
  {
    name: 'waiver',
    summary: 'Ask to accept a finding for a while; approve, reject, withdraw',
    load: async () => (await import('./waiver/waiver.ts')).registerWaiver,
  },
  {
    name: 'evidence',
    summary: 'Bring in what other tools found, as evidence for controls',
    load: async () => (await import('./evidence/evidence.ts')).registerEvidence,
  },
  {
    name: 'sovereignty',
    summary: 'Compare sites: whose laws reach them, what softens that, and their levels',
    load: async () => (await import('./sovereignty/sovereignty.ts')).registerSovereignty,
  },
  {
    name: 'sites',
    summary: 'Make and apply the sites file',
    load: async () => (await import('./sites/file.ts')).registerSites,
  },
  {
    name: 'place',
    summary: 'Compute where everything should run',
    load: async () => (await import('./place/estate.ts')).registerPlace,
  },
  {
    name: 'prices',
    summary: 'Price lists: versions, import, fetch, compare',
    load: async () => (await import('./prices/prices.ts')).registerPrices,
  },
  {
    name: 'price',
    summary: 'What workloads cost at every site, side by side',
    load: async () => (await import('./prices/price.ts')).registerPrice,
  },
  {
    name: 'operation',
    summary: 'Follow, stop or cancel long work',
    load: async () => (await import('./operation/control.ts')).registerOperation,
  },
  {
    name: 'size',
    summary: 'How many hosts a set of workloads needs',
    load: async () => (await import('./size/hosts.ts')).registerSize,
  },
  {
    name: 'rightsize',
    summary: 'What machines need by what was measured, and what that saves',
    load: async () => (await import('./rightsize/list.ts')).registerRightsize,
  },
  {
    name: 'rebalance',
    summary: 'Plan ordered moves between the hosts of a site',
    load: async () => (await import('./rebalance/site.ts')).registerRebalance,
  },
  {
    name: 'gpu',
    summary: 'Plan GPUs, and make room among them',
    load: async () => (await import('./gpu/gpu.ts')).registerGpu,
  },
  {
    name: 'tco',
    summary: 'Total cost of staying and of each way out, month by month',
    load: async () => (await import('./tco/tco.ts')).registerTco,
  },
  {
    name: 'licences',
    summary: 'What moves do to licences',
    load: async () => (await import('./licences/licences.ts')).registerLicences,
  },
  { name: 'plan', summary: 'Plan waves and moves', load: async () => (await import('./plan/create.ts')).registerPlan },
  {
    name: 'approve',
    summary: 'Approve waves whose paths keep the rules',
    load: async () => (await import('./approve/plan.ts')).registerApprove,
  },
  {
    name: 'exit',
    summary: 'How much rests on one operator, and how each could be left',
    load: async () => (await import('./exit/exit.ts')).registerExit,
  },
  {
    name: 'forecast',
    summary: 'How long waves and moves take; record what they took',
    load: async () => (await import('./forecast/forecast.ts')).registerForecast,
  },
  { name: 'show', summary: 'Show a plan file', load: async () => (await import('./plan/show.ts')).registerShow },
  {
    name: 'export',
    summary: "Write a vendor tool's files from a plan, or the estate as a file",
    load: async () => (await import('./export/plan.ts')).registerExport,
  },
  {
    name: 'reveal',
    summary: 'Put the names back into what was made under pseudonyms',
    load: async () => (await import('./reveal/file.ts')).registerReveal,
  },
  {
    name: 'report',
    summary: 'Write one self-contained HTML file',
    load: async () => (await import('./report/html.ts')).registerReport,
  },
  {
    name: 'replay',
    summary: 'Make a decision again from what it was made from, and compare',
    load: async () => (await import('./replay/decision.ts')).registerReplay,
  },
  {
    name: 'audit',
    summary: 'Who did what: list, sign, export, verify',
    load: async () => (await import('./audit/audit.ts')).registerAudit,
  },
  {
    name: 'serve',
    summary: 'Serve the API and the console',
    load: async () => (await import('./serve/serve.ts')).registerServe,
  },
  {
    name: 'demo',
    summary: 'Serve a generated demo estate',
    load: async () => (await import('./serve/demo.ts')).registerDemo,
  },
  {
    name: 'context',
    summary: 'Choose the server that commands talk to',
    load: async () => (await import('./context/context.ts')).registerContext,
  },
  {
    name: 'secrets',
    summary: 'Look after the key that secrets of sources are sealed with',
    load: async () => (await import('./secrets/rewrap.ts')).registerSecrets,
  },
  { name: 'token', summary: 'Manage API tokens', load: async () => (await import('./token/token.ts')).registerToken },
  {
    name: 'sign-in',
    summary: 'Print a one-time link to the console',
    load: async () => (await import('./sign-in/link.ts')).registerSignIn,
  },
  {
    name: 'explain',
    summary: 'Explain an error code, a rule or a field',
    load: async () => (await import('./explain/explain.ts')).registerExplain,
  },
];
