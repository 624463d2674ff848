/** What of an OpenShift cluster matters for Windows nodes. Undefined means that nobody said. */

export interface WindowsNode {
  readonly name: string;
  /** "10.0.20348.2402". */
  readonly build?: string;
  /** "Windows Server 2022 Datacenter". */
  readonly system?: string;
}

export interface WindowsImageUse {
  readonly workload: string;
  readonly images: readonly string[];
  readonly privileged?: boolean;
}

export interface WmcoFacts {
  /** Release of the cluster: "4.20.3". */
  readonly openshift?: string;
  /** Release of the operator; null: it is known not to be installed. */
  readonly wmco?: string | null;
  /** What the cluster stands on, as OpenShift calls it: "vsphere", "azure", "aws", "gcp", "nutanix", "none". */
  readonly infrastructure?: string;
  /** Whether the installer made the machines ("ipi") or people did ("upi"). */
  readonly installation?: string;
  readonly hybridNetwork?: boolean;
  /** Port of the hybrid overlay; "default" when none was set. */
  readonly vxlanPort?: string;
  /** Adapters of a Windows node. */
  readonly nics?: number;
  readonly trunk?: boolean;
  readonly hugePages?: boolean;
  /** System language of the Windows nodes: "en-US". */
  readonly language?: string;
  /** Red Hat OpenShift support for Windows Containers is bought. */
  readonly subscription?: boolean;
  /** Windows release that nodes are to have, where there are none yet: "2022". */
  readonly plannedRelease?: string;
  readonly nodes: readonly WindowsNode[];
  readonly workloads: readonly WindowsImageUse[];
}
