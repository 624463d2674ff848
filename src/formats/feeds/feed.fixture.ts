/** Small files of each feed, written after the published schemas. */

const STATES = ['notchecked', 'unknown', 'error', 'fixed', 'informational', 'notselected'];

const ssg = (name: string): string => `xccdf_org.ssgproject.content_rule_${name}`;

export const testResult = (host = 'db1.example.com', startedOn = '2026-11-20'): string =>
  `<TestResult xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_org.example_testresult_base" start-time="${startedOn}T10:00:00" end-time="${startedOn}T10:05:00+00:00">
<benchmark href="#x" id="xccdf_org.example_benchmark_BASE"/><profile idref="xccdf_org.example_profile_base"/>
<target>${host}</target><target-address>192.0.2.7</target-address>
<target-facts><fact name="urn:xccdf:fact:scanner:name" type="string">OpenSCAP</fact><fact name="urn:xccdf:fact:scanner:version" type="string">1.3.7</fact>
<fact name="urn:xccdf:fact:asset:identifier:fqdn" type="string">${host}</fact><fact name="urn:xccdf:fact:asset:identifier:host_name" type="string">${host.split('.')[0] ?? host}</fact>
<fact name="urn:xccdf:fact:ethernet:MAC" type="string">02:00:00:00:00:0A</fact></target-facts>
<rule-result idref="${ssg('encrypt_partitions')}" time="${startedOn}T10:04:00+00:00" severity="high"><result>fail</result><ident system="https://nvd.nist.gov/cce/index.cfm">CCE-80789-1</ident></rule-result>
<rule-result idref="${ssg('sshd_disable_root_login')}" severity="medium"><result>pass</result></rule-result>
<rule-result idref="xccdf_org.example_rule_own"><result>notapplicable</result></rule-result>
${STATES.map((state) => `<rule-result idref="${ssg(`${state}_one`)}"><result>${state}</result></rule-result>`).join('\n')}
</TestResult>`;

export const arf = (host?: string, startedOn?: string): string =>
  `<?xml version="1.0"?><arf:asset-report-collection xmlns:arf="http://scap.nist.gov/schema/asset-reporting-format/1.1"><arf:report-requests><arf:report-request id="c"><arf:content>
<x:Benchmark xmlns:x="http://checklists.nist.gov/xccdf/1.2" id="xccdf_org.example_benchmark_BASE"><x:Group id="g"><x:Rule id="${ssg('encrypt_partitions')}" severity="high"><x:title>Encrypt Partitions</x:title>
<x:reference href="http://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-53r4.pdf">SC-28(1)</x:reference><x:reference href="http://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-53r4.pdf">CM-6(a)</x:reference>
<x:reference href="https://www.iso.org/standard/54534.html">A.10.1.1</x:reference></x:Rule></x:Group></x:Benchmark></arf:content></arf:report-request></arf:report-requests>
<arf:reports><arf:report id="r"><arf:content>${testResult(host, startedOn)}</arf:content></arf:report></arf:reports></arf:asset-report-collection>`;

export const checkResult = ({
  status = 'PASS',
  annotations = {},
}: {
  status?: string;
  annotations?: object;
}): object => ({
  apiVersion: 'compliance.openshift.io/v1alpha1',
  kind: 'ComplianceCheckResult',
  id: ssg('api_server_tls_cert'),
  description: 'The API server has a certificate\nand more',
  severity: 'medium',
  status,
  metadata: {
    name: 'ocp4-cis-api-server-tls-cert',
    creationTimestamp: '2026-11-20T08:00:00Z',
    annotations: { 'compliance.openshift.io/rule': 'api-server-tls-cert', ...annotations },
    labels: { 'compliance.openshift.io/scan-name': 'ocp4-cis' },
  },
});

export const policyState = (given: object): object => ({
  timestamp: '2026-11-20T08:00:00Z',
  resourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/web1',
  resourceLocation: 'westeurope',
  policyAssignmentName: 'nist',
  policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/013e242c-8828-4970-87b3-ab247555486d',
  policyDefinitionName: '013e242c-8828-4970-87b3-ab247555486d',
  policyDefinitionAction: 'auditifnotexists',
  complianceState: 'NonCompliant',
  policyDefinitionGroupNames: [],
  ...given,
});

export const policyReport = (result: object): object => ({
  apiVersion: 'wgpolicyk8s.io/v1alpha2',
  kind: 'PolicyReport',
  metadata: { name: 'report', namespace: 'shop', creationTimestamp: '2026-11-20T00:00:00Z' },
  results: [
    {
      policy: 'disallow-privileged-containers',
      rule: 'privileged',
      source: 'kyverno',
      resources: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }],
      ...result,
    },
  ],
});
