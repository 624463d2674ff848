/** What licences and subscriptions are bought as. One product has one unit; its price is that of one unit. */

export interface LicenceProduct {
  readonly title: string;
  readonly unit: string;
  /** How often a unit is paid. */
  readonly per: 'once' | 'year' | 'month';
  /** Record of catalog/licensing.yaml listPrices, and how many units it is the price of. */
  readonly list?: { readonly product: string; readonly units: number };
}

export const LICENCE_PRODUCTS = {
  'windows-server-standard': {
    title: 'Windows Server Standard',
    unit: 'core licence',
    per: 'once',
    list: { product: 'windows-server-2025-standard', units: 16 },
  },
  'windows-server-datacenter': {
    title: 'Windows Server Datacenter',
    unit: 'core licence',
    per: 'once',
    list: { product: 'windows-server-2025-datacenter', units: 16 },
  },
  'windows-server-standard-assurance': {
    title: 'Software Assurance for Windows Server Standard',
    unit: 'core licence',
    per: 'year',
  },
  'windows-server-datacenter-assurance': {
    title: 'Software Assurance for Windows Server Datacenter',
    unit: 'core licence',
    per: 'year',
  },
  'windows-server-access': { title: 'Windows Server access licence', unit: 'user or device', per: 'once' },
  'windows-server-azure-local': {
    title: 'Windows Server subscription on Azure Local',
    unit: 'physical core',
    per: 'month',
    list: { product: 'azure-local-windows-server-subscription', units: 1 },
  },
  'windows-server-arc': {
    title: 'Windows Server rented through Azure Arc',
    unit: 'core',
    per: 'month',
    list: { product: 'windows-server-2025-arc-payg', units: 1 },
  },
  'windows-server-updates': {
    title: 'Extended security updates for Windows Server',
    unit: 'core at licence price',
    per: 'year',
    list: { product: 'windows-server-2025-standard', units: 16 },
  },
  'windows-client-rights': { title: 'Windows client rights for virtual machines', unit: 'user', per: 'month' },
  'sql-server-enterprise': {
    title: 'SQL Server Enterprise',
    unit: 'core licence',
    per: 'once',
    list: { product: 'sql-server-enterprise', units: 2 },
  },
  'sql-server-standard': {
    title: 'SQL Server Standard',
    unit: 'core licence',
    per: 'once',
    list: { product: 'sql-server-standard', units: 2 },
  },
  'sql-server-web': { title: 'SQL Server Web', unit: 'core licence', per: 'month' },
  'sql-server-enterprise-assurance': {
    title: 'Software Assurance for SQL Server Enterprise',
    unit: 'core licence',
    per: 'year',
  },
  'sql-server-standard-assurance': {
    title: 'Software Assurance for SQL Server Standard',
    unit: 'core licence',
    per: 'year',
  },
  'sql-server-unknown': { title: 'SQL Server, edition not known', unit: 'core licence', per: 'once' },
  'rhel-server': { title: 'Red Hat Enterprise Linux Server', unit: 'subscription', per: 'year' },
  'rhel-vdc': { title: 'Red Hat Enterprise Linux for Virtual Datacenters', unit: 'subscription', per: 'year' },
  'rhel-cloud': { title: 'Red Hat Enterprise Linux in a cloud', unit: 'machine', per: 'month' },
  'rhel-life-cycle': { title: 'Red Hat extended life-cycle support', unit: 'machine', per: 'year' },
  sles: { title: 'SUSE Linux Enterprise Server', unit: 'machine', per: 'month' },
  'openshift-virtualization-engine': { title: 'OpenShift Virtualization Engine', unit: 'socket pair', per: 'year' },
  'openshift-kubernetes-engine': { title: 'OpenShift Kubernetes Engine', unit: 'socket pair', per: 'year' },
  'openshift-container-platform': { title: 'OpenShift Container Platform', unit: 'socket pair', per: 'year' },
  'openshift-platform-plus': { title: 'OpenShift Platform Plus', unit: 'socket pair', per: 'year' },
  'openshift-windows-containers': { title: 'OpenShift Windows Container Support', unit: 'core pair', per: 'year' },
  'openshift-accelerators': { title: 'OpenShift AI add-on', unit: 'accelerator', per: 'year' },
  'azure-local': {
    title: 'Azure Local host fee',
    unit: 'physical core',
    per: 'month',
    list: { product: 'azure-local-host-fee', units: 1 },
  },
  'vmware-vcf': { title: 'VMware subscription', unit: 'core', per: 'year' },
} as const satisfies Readonly<Record<string, LicenceProduct>>;

export type LicenceProductId = keyof typeof LICENCE_PRODUCTS;
export const LICENCE_PRODUCT_IDS = Object.keys(LICENCE_PRODUCTS) as readonly LicenceProductId[];
export const productOf = (id: LicenceProductId): LicenceProduct => LICENCE_PRODUCTS[id];
