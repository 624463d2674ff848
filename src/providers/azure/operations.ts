/** Every call that is made to Azure Resource Manager, as data: where, in which version, and the right it takes. */

export interface Operation {
  readonly method: 'GET' | 'POST';
  /** With {subscription} and {id} to be filled in. */
  readonly path: string;
  readonly apiVersion: string;
  /** As a role definition writes it. */
  readonly action: string;
  /** What is missing without the right. */
  readonly cost: string;
}

export const OPERATIONS = {
  subscriptions: {
    method: 'GET',
    path: '/subscriptions',
    apiVersion: '2022-12-01',
    action: 'Microsoft.Resources/subscriptions/read',
    cost: 'No subscription is found, and nothing can be read.',
  },
  permissions: {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.Authorization/permissions',
    apiVersion: '2022-04-01',
    action: 'Microsoft.Authorization/permissions/read',
    cost: 'Which of the rights below are missing cannot be told; what they hide is left out without a word.',
  },
  resourceGraph: {
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources',
    apiVersion: '2024-04-01',
    action: 'Microsoft.ResourceGraph/resources/read',
    cost: 'Nothing can be listed.',
  },
  sizes: {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.Compute/skus',
    apiVersion: '2021-07-01',
    action: 'Microsoft.Compute/skus/read',
    cost: 'Processors, memory and GPUs of machines stay unknown: only the name of their size is told.',
  },
  instanceViews: {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.Compute/virtualMachines',
    apiVersion: '2025-04-01',
    action: 'Microsoft.Compute/virtualMachines/read',
    cost: 'Whether machines run stays unknown where Resource Graph leaves it out.',
  },
  scaleSetMachines: {
    method: 'GET',
    path: '{id}/virtualMachines',
    apiVersion: '2025-04-01',
    action: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
    cost: 'Machines of scale sets are not listed where Resource Graph leaves them out.',
  },
  openShiftClusters: {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.RedHatOpenShift/openShiftClusters',
    apiVersion: '2025-07-25',
    action: 'Microsoft.RedHatOpenShift/openShiftClusters/read',
    cost: 'Nodes of Azure Red Hat OpenShift are counted as ordered, not as they are.',
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof OPERATIONS;
