/**
 * Words that name products and nothing of their owner. A text is technical when it is made of such words, numbers and
 * single letters alone: "Red Hat Enterprise Linux 8.6 (64-bit)" is, "Acme Linux 8" is not.
 */

const WORDS = `
  server client desktop core datacenter standard enterprise essentials foundation edition evaluation professional
  education home ultimate business web storage workstation cluster compute hpc embedded iot ltsc ltsb semi annual channel
  release later bit byte service pack sp update build version rc beta preview insider generation gen guest unknown other
  microsoft windows win winnt vista server azure local hci stack arc ltd corp inc
  linux unix gnu kernel red hat redhat rhel enterprise centos stream rocky alma almalinux oracle unbreakable suse sles sled
  opensuse leap tumbleweed micro ubuntu lts debian fedora coreos rhcos fcos atomic flatcar photon amazon asianux mandriva
  mandrake turbolinux gentoo arch alpine kylin openeuler euleros sap hana vmware esx esxi vcenter virtual machine
  freebsd openbsd netbsd solaris opensolaris netware novell os macos darwin mac dos serenity ecomstation srv srvnext
  jammy noble focal bionic xenial trusty bookworm bullseye buster stretch jessie nux plow maipo ootpa green obsidian
  srvnext next rhelx oraclelinux
  intel amd xeon epyc opteron core ryzen platinum gold silver bronze cpu processor ghz mhz ampere altra arm aarch neoverse
  skylake cascadelake cascade lake icelake ice sapphire rapids emerald broadwell haswell ivybridge sandybridge westmere
  nehalem merom penryn milan rome naples genoa bergamo zen qemu kvm virtio hypervisor bochs standard pc i440fx q35 piix
  dell emc poweredge hpe hp hewlett packard proliant synergy superdome cisco ucs ucsc ucsb lenovo thinksystem system ibm
  fujitsu primergy supermicro super micro sys huawei fusionserver nutanix nx vxrail inspur quanta gigabyte asus asustek
  hitachi nec express bullsequana atos vostro optiplex precision blade rack node chassis plus
  nvidia tesla grid quadro rtx geforce gtx mig vgpu instinct radeon tenstorrent habana gaudi pcie nvl sxm hbm
  lsi logic sas parallel paravirtual buslogic ahci sata scsi nvme ide usb virtio controller pvscsi adapter vmxnet vmxnetx
  flexible pcnet sriov e1000e vlance ethernet synthetic legacy network rtl vhost model
  vmfs nfs nfsv vsan vvol vvols pmem csv smb smbfs lvm dir iscsi rbd ceph cephfs gluster zfs mpath disk logical fs netfs
  class file block object volume local shared datastore container premium ssd hdd ultra lrs zrs grs basic
  openshift kubernetes kubevirt cdi operator hyperconverged hco windows machine config gpu nfd feature discovery compliance
  cnv virtualization data foundation odf sriov metallb nmstate cert manager gitops pipelines serverless logging monitoring
  csi vsphere io com azure aws ebs efs gke pd trident netapp purestorage portworx longhorn topolvm hostpath provisioner
  deployment statefulset daemonset job cronjob pod replicaset virtualmachine virtualmachineinstance inferenceservice
  controlplane control plane master worker infra etcd system user edge ingress
  connected disconnected inaccessible invalid orphaned running stopped not installed tools ok old current status
  guesttools toolsok toolsold toolsnotinstalled toolsnotrunning unmanaged managed supported blacklisted too new needed
  high low medium normal disabled highest lowest critical mission
  none byol payg license licence benefit ahb hybrid included trusted launch confidential vm sev snp tdx secure
  east west north south central northeast northwest southeast southwest us usa uk eu europe asia pacific australia japan
  korea india germany france switzerland norway sweden poland italy spain austria belgium denmark finland greece ireland
  netherlands israel qatar uae canada brazil mexico chile africa china gov dod virginia texas arizona iowa new zealand
  malaysia indonesia taiwan singapore global
  personal special cardholder health financial public internal secret data pii phi pci payment biometric children
  time slicing mps whole succeeded failed progressing available degraded ready true false latest
  virtualbox box innotek gmbh xen citrix oracle parallels bhyve acpi bios efi uefi
`;

const KNOWN: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));

/** vSphere's identifiers of guests, whose words stand without blanks: "windows2019srv_64Guest". */
const GUEST_ID =
  /^(windows|win|rhel|centos|oraclelinux|sles|opensuse|ubuntu|debian|fedora|asianux|other|vmwarephoton|vmkernel|freebsd|solaris|darwin|coreos|amazonlinux|rockylinux|almalinux|crxpod|netware|dos|os2|eComStation|mandriva|mandrake|turbolinux|redhat|suse|nld|sjds|unixware|openserver|genericlinux)\w{0,24}Guest$/i;
/** Sizes of clouds and of KubeVirt's common instance types. */
const SIZE =
  /^((Standard|Basic)_[A-Z]{1,3}\d{1,3}[a-z]{0,5}(-\d{1,3}[a-z]{0,5})?(_[A-Z]{1,2}\d{1,4})?(_v\d)?(_Promo)?|(u1|cx1|m1|n1|o1|gn1|rt1|d1)\.\w{1,8})$/;
/** Places of a disk at its controller. */
const PLACE =
  /^((scsi|ide|sata|nvme|virtio|usb|lun)?[ :-]*\d{1,6}([:. -]\d{1,4}){0,3}|(sd|vd|hd|xvd|fd)[a-z]{1,2}\d{0,2}|nvme\d+n\d+)$/i;
/** Versions, builds and hardware numbers: mostly digits. */
const NUMBERED = /^[a-z]{0,3}\d[\da-z]{0,5}$/;

/** @param text of any length; an empty one is technical. */
export function isTechnical(text: string): boolean {
  if (GUEST_ID.test(text) || SIZE.test(text) || PLACE.test(text)) return true;
  return text.split(/[^A-Za-z\d]+/).every((word) => isKnown(word) || partsOf(word).every(isKnown));
}

/** "TrustedLaunch" as "Trusted" and "Launch". */
const partsOf = (word: string): readonly string[] => word.split(/(?<=[a-z\d])(?=[A-Z])/);

function isKnown(written: string): boolean {
  const word = written.toLowerCase();
  return word.length <= 1 || /^\d+$/.test(word) || KNOWN.has(word) || NUMBERED.test(word) || isRegion(word);
}

/** "westeurope", "germanywestcentral": words of a place without blanks. */
function isRegion(word: string): boolean {
  const plain = word.replace(/\d+$/, '');
  return plain !== '' && partOf(plain, 0);
}

const REGION_WORDS = `
  east west north south central northeast northwest southeast southwest us uk europe asia australia japan korea
  india germany france switzerland norway sweden poland italy spain austria belgium denmark finland greece israel
  qatar uae canada brazil mexico chile africa china gov dod virginia texas arizona newzealand malaysia indonesia
  taiwan jio
`
  .trim()
  .split(/\s+/);

function partOf(word: string, from: number): boolean {
  if (from === word.length) return true;
  return REGION_WORDS.some((part) => word.startsWith(part, from) && partOf(word, from + part.length));
}
