/** Host and GPU level: IST-5020 to IST-5029. */

import type { ErrorDefinition } from './errors.ts';

export const HOSTS_ERRORS = {
  'IST-5020': {
    title: 'No host of this site is known',
    status: 422,
    exitCode: 1,
    hint: 'Import or connect the platform whose hosts they are, and name its clusters, datacenters or hosts under "matches" of the site in sites.yaml.',
  },
  'IST-5022': {
    title: 'Unknown cluster or host of a site',
    status: 404,
    exitCode: 1,
    hint: 'List what there is: isthmus get hosts, isthmus get clusters. A host may be named by its first label when only one is called so.',
  },
  'IST-5023': {
    title: 'Nothing to size',
    status: 422,
    exitCode: 1,
    hint: 'Take a wider --filter or another --site; workloads without known CPU and memory are not counted.',
  },
  'IST-5024': {
    title: 'Host shapes cannot be read',
    status: 422,
    exitCode: 64,
    hint: 'Give each as --host cpuCores=64,memoryGiB=1024 (further: name, gpus, maxVms, usdPerMonth), with figures above 0; a price on every shape or on none.',
  },
  'IST-5025': {
    title: 'GPU nodes or pods cannot be read',
    status: 422,
    exitCode: 1,
    hint: 'Bring CSV with a header line: nodes sn,cpu_milli,memory_mib,gpu,model; pods name,cpu_milli,memory_mib,num_gpu,gpu_milli and, if models matter, gpu_spec.',
  },
  'IST-5026': {
    title: 'No GPU is known here',
    status: 422,
    exitCode: 1,
    hint: 'No host that is looked at states GPUs. Read a source that sees them (isthmus get source-kinds), name another --site, or bring --nodes and --pods.',
  },
  'IST-5027': {
    title: 'GPU request cannot be read',
    status: 422,
    exitCode: 64,
    hint: 'Give it as --request gpus=8,cpu=64,memoryGiB=512 (further: share=0.5 for a part of one GPU, model=NAME|NAME).',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
