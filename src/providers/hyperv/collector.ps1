<#
  Isthmus collector for Hyper-V: reads, writes JSON to its output, changes nothing.

  For Windows PowerShell 5.1 (also 4.0 of Windows Server 2012 R2), on one Hyper-V host or on any node of a failover
  cluster. Run it with an account in the local group "Hyper-V Administrators"; on a cluster also with read access to
  the cluster (Grant-ClusterAccess -ReadOnly) and membership in that group on the other nodes.

      powershell.exe -NoProfile -ExecutionPolicy Bypass -File .\collect-hyperv.ps1 | Out-File -Encoding ascii inventory.json

  On a cluster every node that is up is asked from here; with -ThisHostOnly only the one it runs on.

  What one cmdlet cannot read is noted under "errors" with what that costs; everything else is still collected.
  Of the guests' data exchange only what the guest's system says of itself is read (name and version of the system,
  addresses, full name): values that people or programs put there are not.

  Every command it calls, for sign-off. No other is called; a test of the project holds the script to this list.
    BEGIN COMMANDS
    ConvertTo-Json
    ForEach-Object
    Get-CimInstance
    Get-Cluster
    Get-ClusterGroup
    Get-ClusterNode
    Get-ClusterParameter
    Get-ClusterResource
    Get-ClusterSharedVolume
    Get-Command
    Get-Disk
    Get-Service
    Get-VHD
    Get-VM
    Get-VMAssignableDevice
    Get-VMComPort
    Get-VMDvdDrive
    Get-VMFibreChannelHba
    Get-VMFirmware
    Get-VMFloppyDiskDrive
    Get-VMGpuPartitionAdapter
    Get-VMHardDiskDrive
    Get-VMHost
    Get-VMIntegrationService
    Get-VMNetworkAdapter
    Get-VMProcessor
    Get-VMRemoteFx3dVideoAdapter
    Get-VMSecurity
    Get-VMSnapshot
    Get-VMSwitch
    New-Object
    Set-StrictMode
    Where-Object
    Write-Output
    END COMMANDS
  (New-Object makes an empty list in memory, Set-StrictMode makes the script itself fail on a misspelt name.)
#>

# ThisHostOnly: on a cluster this node alone, without asking the others. WhoOnly: which host and cluster this is, no machines.
param([switch]$ThisHostOnly, [switch]$WhoOnly)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'

$problems = New-Object System.Collections.ArrayList
$invariant = [System.Globalization.CultureInfo]::InvariantCulture
$localName = [string]$env:COMPUTERNAME

# A property of an object, or nothing where this version of Windows does not have it.
function Get-Field {
  param($From, [string]$Name)
  if ($null -eq $From) { return $null }
  $property = $From.PSObject.Properties[$Name]
  if ($null -eq $property) { return $null }
  return $property.Value
}

function Get-Text {
  param($From, [string]$Name)
  $value = Get-Field -From $From -Name $Name
  if ($null -eq $value) { return $null }
  return [string]$value
}

function Get-Time {
  param($From, [string]$Name)
  $value = Get-Field -From $From -Name $Name
  if ($value -is [datetime]) {
    return $value.ToUniversalTime().ToString('yyyy-MM-dd''T''HH:mm:ss''Z''', $invariant)
  }
  return $null
}

function Get-TextList {
  param($From, [string]$Name)
  $texts = @(Get-Field -From $From -Name $Name | Where-Object { $null -ne $_ } | ForEach-Object { [string]$_ })
  return , $texts
}

function Get-Known {
  param([string]$Name)
  $found = @(Get-Command -Name $Name -CommandType Cmdlet, Function -ErrorAction SilentlyContinue)
  return ($found.Count -ge 1)
}

# The result of one cmdlet as a list. When it fails, nothing, and a note of what that costs.
function Get-Part {
  param([string]$On, [string]$Cmdlet, [string]$About, [string]$Cost, [scriptblock]$Read)
  try {
    $items = @(& $Read)
    return , $items
  }
  catch {
    $note = [ordered]@{
      host    = $On
      cmdlet  = $Cmdlet
      about   = $About
      cost    = $Cost
      kind    = [string]$_.CategoryInfo.Category
      message = [string]$_.Exception.Message
    }
    [void]$problems.Add($note)
    return $null
  }
}

# The same for a cmdlet that older versions lack: there the feature itself does not exist, so the list is empty.
function Get-NewerPart {
  param([string]$On, [string]$Cmdlet, [string]$About, [string]$Cost, [scriptblock]$Read)
  if (-not (Get-Known -Name $Cmdlet)) {
    $none = @()
    return , $none
  }
  $items = Get-Part -On $On -Cmdlet $Cmdlet -About $About -Cost $Cost -Read $Read
  if ($null -eq $items) { return $null }
  return , $items
}

function Get-First {
  param($List)
  $items = @($List | Where-Object { $null -ne $_ })
  if ($items.Count -ge 1) { return $items[0] }
  return $null
}

function Get-DiskEntry {
  param($Drive, [hashtable]$Target, [string]$On, [string]$About)
  $path = Get-Text -From $Drive -Name 'Path'
  $number = Get-Field -From $Drive -Name 'DiskNumber'
  $vhd = $null
  $sizeOfDisk = $null
  if ($null -ne $number) {
    if ($Target.Count -eq 0) {
      $disk = Get-First -List (Get-Part -On $On -Cmdlet 'Get-Disk' -About $About -Cost 'The size of a pass-through disk stays unknown.' -Read { Get-Disk -Number $number })
      $sizeOfDisk = Get-Field -From $disk -Name 'Size'
    }
  }
  elseif ($path) {
    $vhd = Get-First -List (Get-Part -On $On -Cmdlet 'Get-VHD' -About ($About + ': ' + $path) -Cost 'Size and kind of a virtual disk stay unknown.' -Read { Get-VHD -Path $path @Target })
  }
  return [ordered]@{
    name                          = Get-Text -From $Drive -Name 'Name'
    path                          = $path
    controllerType                = Get-Text -From $Drive -Name 'ControllerType'
    controllerNumber              = Get-Field -From $Drive -Name 'ControllerNumber'
    controllerLocation            = Get-Field -From $Drive -Name 'ControllerLocation'
    diskNumber                    = $number
    diskSize                      = $sizeOfDisk
    supportPersistentReservations = Get-Field -From $Drive -Name 'SupportPersistentReservations'
    vhdFormat                     = Get-Text -From $vhd -Name 'VhdFormat'
    vhdType                       = Get-Text -From $vhd -Name 'VhdType'
    size                          = Get-Field -From $vhd -Name 'Size'
    fileSize                      = Get-Field -From $vhd -Name 'FileSize'
    parentPath                    = Get-Text -From $vhd -Name 'ParentPath'
    diskIdentifier                = Get-Text -From $vhd -Name 'DiskIdentifier'
    logicalSectorSize             = Get-Field -From $vhd -Name 'LogicalSectorSize'
  }
}

function Get-AdapterEntry {
  param($Adapter)
  $vlan = Get-Field -From $Adapter -Name 'VlanSetting'
  return [ordered]@{
    name           = Get-Text -From $Adapter -Name 'Name'
    id             = Get-Text -From $Adapter -Name 'Id'
    macAddress     = Get-Text -From $Adapter -Name 'MacAddress'
    dynamicMac     = Get-Field -From $Adapter -Name 'DynamicMacAddressEnabled'
    switchName     = Get-Text -From $Adapter -Name 'SwitchName'
    connected      = Get-Field -From $Adapter -Name 'Connected'
    isLegacy       = Get-Field -From $Adapter -Name 'IsLegacy'
    ipAddresses    = Get-TextList -From $Adapter -Name 'IPAddresses'
    iovWeight      = Get-Field -From $Adapter -Name 'IovWeight'
    vlanMode       = Get-Text -From $vlan -Name 'OperationMode'
    accessVlanId   = Get-Field -From $vlan -Name 'AccessVlanId'
    nativeVlanId   = Get-Field -From $vlan -Name 'NativeVlanId'
    primaryVlanId  = Get-Field -From $vlan -Name 'PrimaryVlanId'
  }
}

function Get-MachineEntry {
  param($Vm, [hashtable]$Target, [string]$On, [hashtable]$Settings, [hashtable]$Exchange)
  $name = Get-Text -From $Vm -Name 'Name'
  $id = Get-Text -From $Vm -Name 'Id'
  $key = ([string]$id).ToUpperInvariant()
  $generation = Get-Field -From $Vm -Name 'Generation'

  $drives = Get-Part -On $On -Cmdlet 'Get-VMHardDiskDrive' -About $name -Cost 'The disks of this machine stay unknown.' -Read { Get-VMHardDiskDrive -VM $Vm }
  $disks = $null
  if ($null -ne $drives) { $disks = @($drives | ForEach-Object { Get-DiskEntry -Drive $_ -Target $Target -On $On -About $name }) }

  $adapters = Get-Part -On $On -Cmdlet 'Get-VMNetworkAdapter' -About $name -Cost 'The network adapters of this machine stay unknown.' -Read { Get-VMNetworkAdapter -VM $Vm }
  $nics = $null
  if ($null -ne $adapters) { $nics = @($adapters | ForEach-Object { Get-AdapterEntry -Adapter $_ }) }

  $dvds = Get-Part -On $On -Cmdlet 'Get-VMDvdDrive' -About $name -Cost 'CD and DVD drives stay unknown.' -Read { Get-VMDvdDrive -VM $Vm }
  $dvdDrives = $null
  if ($null -ne $dvds) { $dvdDrives = @($dvds | ForEach-Object { [ordered]@{ name = (Get-Text -From $_ -Name 'Name'); path = (Get-Text -From $_ -Name 'Path') } }) }

  $floppies = @()
  $firmware = $null
  if ($generation -eq 2) {
    $firmware = Get-First -List (Get-Part -On $On -Cmdlet 'Get-VMFirmware' -About $name -Cost 'Secure boot stays unknown.' -Read { Get-VMFirmware -VM $Vm })
  }
  else {
    $found = Get-Part -On $On -Cmdlet 'Get-VMFloppyDiskDrive' -About $name -Cost 'Floppy drives stay unknown.' -Read { Get-VMFloppyDiskDrive -VM $Vm }
    $floppies = $null
    if ($null -ne $found) { $floppies = @($found | ForEach-Object { [ordered]@{ path = (Get-Text -From $_ -Name 'Path') } }) }
  }

  $found = Get-Part -On $On -Cmdlet 'Get-VMComPort' -About $name -Cost 'Serial ports stay unknown.' -Read { Get-VMComPort -VM $Vm }
  $ports = $null
  if ($null -ne $found) { $ports = @($found | ForEach-Object { [ordered]@{ name = (Get-Text -From $_ -Name 'Name'); path = (Get-Text -From $_ -Name 'Path') } }) }

  $security = Get-First -List (Get-NewerPart -On $On -Cmdlet 'Get-VMSecurity' -About $name -Cost 'TPM and shielding stay unknown.' -Read { Get-VMSecurity -VM $Vm })
  $processor = Get-First -List (Get-Part -On $On -Cmdlet 'Get-VMProcessor' -About $name -Cost 'Processor settings stay unknown.' -Read { Get-VMProcessor -VM $Vm })

  $found = Get-Part -On $On -Cmdlet 'Get-VMIntegrationService' -About $name -Cost 'The state of the integration services stays unknown.' -Read { Get-VMIntegrationService -VM $Vm }
  $services = $null
  if ($null -ne $found) { $services = @($found | ForEach-Object { [ordered]@{ id = (Get-Text -From $_ -Name 'Id'); name = (Get-Text -From $_ -Name 'Name'); enabled = (Get-Field -From $_ -Name 'Enabled') } }) }

  $found = Get-Part -On $On -Cmdlet 'Get-VMSnapshot' -About $name -Cost 'Checkpoints stay unknown.' -Read { Get-VMSnapshot -VM $Vm }
  $checkpoints = $null
  if ($null -ne $found) { $checkpoints = @($found | ForEach-Object { [ordered]@{ name = (Get-Text -From $_ -Name 'Name'); createdAt = (Get-Time -From $_ -Name 'CreationTime'); kind = (Get-Text -From $_ -Name 'SnapshotType') } }) }

  $found = Get-NewerPart -On $On -Cmdlet 'Get-VMAssignableDevice' -About $name -Cost 'Devices assigned to this machine stay unknown.' -Read { Get-VMAssignableDevice -VM $Vm }
  $assigned = $null
  if ($null -ne $found) { $assigned = @($found | ForEach-Object { [ordered]@{ instanceId = (Get-Text -From $_ -Name 'InstanceID'); locationPath = (Get-Text -From $_ -Name 'LocationPath') } }) }

  $found = Get-NewerPart -On $On -Cmdlet 'Get-VMGpuPartitionAdapter' -About $name -Cost 'Shares of GPUs stay unknown.' -Read { Get-VMGpuPartitionAdapter -VM $Vm }
  $partitions = $null
  if ($null -ne $found) { $partitions = @($found | ForEach-Object { [ordered]@{ instancePath = (Get-Text -From $_ -Name 'InstancePath') } }) }

  $found = Get-NewerPart -On $On -Cmdlet 'Get-VMRemoteFx3dVideoAdapter' -About $name -Cost 'RemoteFX adapters stay unknown.' -Read { Get-VMRemoteFx3dVideoAdapter -VM $Vm }
  $remoteFx = $null
  if ($null -ne $found) { $remoteFx = @($found | ForEach-Object { [ordered]@{ name = (Get-Text -From $_ -Name 'Name') } }) }

  $found = Get-NewerPart -On $On -Cmdlet 'Get-VMFibreChannelHba' -About $name -Cost 'Virtual Fibre Channel adapters stay unknown.' -Read { Get-VMFibreChannelHba -VM $Vm }
  $hbas = $null
  if ($null -ne $found) { $hbas = @($found | ForEach-Object { [ordered]@{ sanName = (Get-Text -From $_ -Name 'SanName') } }) }

  $setting = $null
  if ($Settings.ContainsKey($key)) { $setting = $Settings[$key] }
  $said = $null
  if ($Exchange.ContainsKey($key)) { $said = $Exchange[$key] }

  return [ordered]@{
    id                         = $id
    name                       = $name
    host                       = $On
    state                      = Get-Text -From $Vm -Name 'State'
    status                     = Get-Text -From $Vm -Name 'Status'
    generation                 = $generation
    version                    = Get-Text -From $Vm -Name 'Version'
    processorCount             = Get-Field -From $Vm -Name 'ProcessorCount'
    memoryStartup              = Get-Field -From $Vm -Name 'MemoryStartup'
    memoryMinimum              = Get-Field -From $Vm -Name 'MemoryMinimum'
    memoryMaximum              = Get-Field -From $Vm -Name 'MemoryMaximum'
    memoryAssigned             = Get-Field -From $Vm -Name 'MemoryAssigned'
    memoryDemand               = Get-Field -From $Vm -Name 'MemoryDemand'
    dynamicMemoryEnabled       = Get-Field -From $Vm -Name 'DynamicMemoryEnabled'
    cpuUsage                   = Get-Field -From $Vm -Name 'CPUUsage'
    heartbeat                  = Get-Text -From $Vm -Name 'Heartbeat'
    integrationServicesVersion = Get-Text -From $Vm -Name 'IntegrationServicesVersion'
    createdAt                  = Get-Time -From $Vm -Name 'CreationTime'
    path                       = Get-Text -From $Vm -Name 'Path'
    notes                      = Get-Text -From $Vm -Name 'Notes'
    isClustered                = Get-Field -From $Vm -Name 'IsClustered'
    replicationMode            = Get-Text -From $Vm -Name 'ReplicationMode'
    replicationState           = Get-Text -From $Vm -Name 'ReplicationState'
    biosGuid                   = Get-Text -From $setting -Name 'BIOSGUID'
    guest                      = $said
    disks                      = $disks
    nics                       = $nics
    dvdDrives                  = $dvdDrives
    floppyDrives               = $floppies
    comPorts                   = $ports
    secureBoot                 = Get-Text -From $firmware -Name 'SecureBoot'
    secureBootTemplate         = Get-Text -From $firmware -Name 'SecureBootTemplate'
    tpmEnabled                 = Get-Field -From $security -Name 'TpmEnabled'
    shielded                   = Get-Field -From $security -Name 'Shielded'
    nestedVirtualization       = Get-Field -From $processor -Name 'ExposeVirtualizationExtensions'
    processorCompatibility     = Get-Field -From $processor -Name 'CompatibilityForMigrationEnabled'
    integrationServices        = $services
    checkpoints                = $checkpoints
    assignedDevices            = $assigned
    gpuPartitions              = $partitions
    remoteFxAdapters           = $remoteFx
    fibreChannelAdapters       = $hbas
  }
}

function Get-HostEntry {
  param([hashtable]$Target, [string]$On)
  $vmHost = Get-First -List (Get-Part -On $On -Cmdlet 'Get-VMHost' -About $On -Cost 'Settings of this host stay unknown.' -Read { Hyper-V\Get-VMHost @Target })
  $computer = Get-First -List (Get-Part -On $On -Cmdlet 'Get-CimInstance Win32_ComputerSystem' -About $On -Cost 'Vendor, model and memory of this host stay unknown.' -Read { Get-CimInstance -ClassName Win32_ComputerSystem @Target })
  $system = Get-First -List (Get-Part -On $On -Cmdlet 'Get-CimInstance Win32_OperatingSystem' -About $On -Cost 'The Windows version of this host stays unknown.' -Read { Get-CimInstance -ClassName Win32_OperatingSystem @Target })
  $bios = Get-First -List (Get-Part -On $On -Cmdlet 'Get-CimInstance Win32_BIOS' -About $On -Cost 'The serial number of this host stays unknown.' -Read { Get-CimInstance -ClassName Win32_BIOS @Target })
  $found = Get-Part -On $On -Cmdlet 'Get-CimInstance Win32_Processor' -About $On -Cost 'The processors of this host stay unknown.' -Read { Get-CimInstance -ClassName Win32_Processor @Target }
  $processors = $null
  if ($null -ne $found) { $processors = @($found | ForEach-Object { [ordered]@{ name = (Get-Text -From $_ -Name 'Name'); cores = (Get-Field -From $_ -Name 'NumberOfCores'); logical = (Get-Field -From $_ -Name 'NumberOfLogicalProcessors'); maxMhz = (Get-Field -From $_ -Name 'MaxClockSpeed') } }) }
  $found = Get-Part -On $On -Cmdlet 'Get-VMSwitch' -About $On -Cost 'The switches of this host stay unknown.' -Read { Get-VMSwitch @Target }
  $switches = $null
  if ($null -ne $found) { $switches = @($found | ForEach-Object { [ordered]@{ id = (Get-Text -From $_ -Name 'Id'); name = (Get-Text -From $_ -Name 'Name'); switchType = (Get-Text -From $_ -Name 'SwitchType'); iovEnabled = (Get-Field -From $_ -Name 'IovEnabled') } }) }
  $found = Get-Part -On $On -Cmdlet 'Get-CimInstance Win32_Share' -About $On -Cost 'Whether disks can be read over a share of this host stays unknown.' -Read { Get-CimInstance -ClassName Win32_Share -Filter 'Type=0' @Target }
  $shares = $null
  if ($null -ne $found) { $shares = @($found | ForEach-Object { [ordered]@{ name = (Get-Text -From $_ -Name 'Name'); path = (Get-Text -From $_ -Name 'Path') } }) }
  $found = Get-Part -On $On -Cmdlet 'Get-CimInstance Win32_LogicalDisk' -About $On -Cost 'Size and free space of this host''s own drives stay unknown.' -Read { Get-CimInstance -ClassName Win32_LogicalDisk -Filter 'DriveType=3' @Target }
  $volumes = $null
  if ($null -ne $found) { $volumes = @($found | ForEach-Object { [ordered]@{ drive = (Get-Text -From $_ -Name 'DeviceID'); label = (Get-Text -From $_ -Name 'VolumeName'); fileSystem = (Get-Text -From $_ -Name 'FileSystem'); size = (Get-Field -From $_ -Name 'Size'); free = (Get-Field -From $_ -Name 'FreeSpace') } }) }
  return [ordered]@{
    name               = $On
    fullName           = Get-Text -From $vmHost -Name 'FullyQualifiedDomainName'
    domain             = Get-Text -From $computer -Name 'Domain'
    dnsHostName        = Get-Text -From $computer -Name 'DNSHostName'
    manufacturer       = Get-Text -From $computer -Name 'Manufacturer'
    model              = Get-Text -From $computer -Name 'Model'
    serialNumber       = Get-Text -From $bios -Name 'SerialNumber'
    memoryBytes        = Get-Field -From $computer -Name 'TotalPhysicalMemory'
    logicalProcessors  = Get-Field -From $vmHost -Name 'LogicalProcessorCount'
    numaSpanning       = Get-Field -From $vmHost -Name 'NumaSpanningEnabled'
    osCaption          = Get-Text -From $system -Name 'Caption'
    osVersion          = Get-Text -From $system -Name 'Version'
    processors         = $processors
    switches           = $switches
    volumes            = $volumes
    shares             = $shares
  }
}

function Get-ClusterEntry {
  $cluster = Get-First -List (Get-Part -On $localName -Cmdlet 'Get-Cluster' -About $localName -Cost 'The cluster stays unknown; only this host is collected.' -Read { Get-Cluster })
  if ($null -eq $cluster) { return $null }
  $name = Get-Text -From $cluster -Name 'Name'
  $found = Get-Part -On $localName -Cmdlet 'Get-ClusterNode' -About $name -Cost 'The other nodes are not collected.' -Read { Get-ClusterNode }
  $nodes = @(@($found | Where-Object { $null -ne $_ }) | ForEach-Object { [ordered]@{ name = (Get-Text -From $_ -Name 'Name'); state = (Get-Text -From $_ -Name 'State'); drainStatus = (Get-Text -From $_ -Name 'DrainStatus') } })

  $found = Get-Part -On $localName -Cmdlet 'Get-ClusterResource' -About $name -Cost 'Which machine belongs to which clustered role is taken from their names.' -Read { Get-ClusterResource | Where-Object { [string](Get-Field -From $_ -Name 'ResourceType') -eq 'Virtual Machine' } }
  $machines = @{}
  foreach ($resource in @($found | Where-Object { $null -ne $_ })) {
    $parameter = Get-First -List (Get-Part -On $localName -Cmdlet 'Get-ClusterParameter' -About (Get-Text -From $resource -Name 'Name') -Cost 'The role of this machine is taken from its name.' -Read { Get-ClusterParameter -InputObject $resource -Name 'VmID' })
    $group = Get-Text -From $resource -Name 'OwnerGroup'
    if (($null -ne $parameter) -and $group) { $machines[$group] = Get-Text -From $parameter -Name 'Value' }
  }
  $found = Get-Part -On $localName -Cmdlet 'Get-ClusterGroup' -About $name -Cost 'Priorities and separations of clustered machines stay unknown.' -Read { Get-ClusterGroup | Where-Object { [string](Get-Field -From $_ -Name 'GroupType') -eq 'VirtualMachine' } }
  $groups = $null
  if ($null -ne $found) {
    $groups = @($found | ForEach-Object {
        $group = Get-Text -From $_ -Name 'Name'
        $machine = $null
        if ($machines.ContainsKey($group)) { $machine = $machines[$group] }
        [ordered]@{ name = $group; vmId = $machine; state = (Get-Text -From $_ -Name 'State'); ownerNode = (Get-Text -From $_ -Name 'OwnerNode'); priority = (Get-Field -From $_ -Name 'Priority'); antiAffinity = (Get-TextList -From $_ -Name 'AntiAffinityClassNames') }
      })
  }

  $found = Get-Part -On $localName -Cmdlet 'Get-ClusterSharedVolume' -About $name -Cost 'The shared volumes stay unknown.' -Read { Get-ClusterSharedVolume }
  $volumes = $null
  if ($null -ne $found) {
    $volumes = @($found | ForEach-Object {
        $info = Get-First -List (Get-Field -From $_ -Name 'SharedVolumeInfo')
        $partition = Get-Field -From $info -Name 'Partition'
        [ordered]@{ name = (Get-Text -From $_ -Name 'Name'); state = (Get-Text -From $_ -Name 'State'); path = (Get-Text -From $info -Name 'FriendlyVolumeName'); fileSystem = (Get-Text -From $partition -Name 'FileSystem'); size = (Get-Field -From $partition -Name 'Size'); free = (Get-Field -From $partition -Name 'FreeSpace') }
      })
  }
  return [ordered]@{
    name            = $name
    id              = Get-Text -From $cluster -Name 'Id'
    domain          = Get-Text -From $cluster -Name 'Domain'
    functionalLevel = Get-Field -From $cluster -Name 'ClusterFunctionalLevel'
    nodes           = $nodes
    groups          = $groups
    volumes         = $volumes
  }
}

function Get-GuestWords {
  param([hashtable]$Target, [string]$On)
  $words = @{}
  $found = Get-Part -On $On -Cmdlet 'Get-CimInstance Msvm_KvpExchangeComponent' -About $On -Cost 'The operating systems of the guests stay unknown.' -Read { Get-CimInstance -Namespace 'root/virtualization/v2' -ClassName Msvm_KvpExchangeComponent @Target }
  foreach ($component in @($found | Where-Object { $null -ne $_ })) {
    $key = ([string](Get-Text -From $component -Name 'SystemName')).ToUpperInvariant()
    $words[$key] = Get-TextList -From $component -Name 'GuestIntrinsicExchangeItems'
  }
  return $words
}

function Get-MachineSettings {
  param([hashtable]$Target, [string]$On)
  $settings = @{}
  $found = Get-Part -On $On -Cmdlet 'Get-CimInstance Msvm_VirtualSystemSettingData' -About $On -Cost 'BIOS UUIDs stay unknown, by which other sources know the same machines.' -Read { Get-CimInstance -Namespace 'root/virtualization/v2' -ClassName Msvm_VirtualSystemSettingData @Target }
  foreach ($setting in @($found | Where-Object { $null -ne $_ })) {
    if ((Get-Text -From $setting -Name 'VirtualSystemType') -eq 'Microsoft:Hyper-V:System:Realized') {
      $key = ([string](Get-Text -From $setting -Name 'VirtualSystemIdentifier')).ToUpperInvariant()
      $settings[$key] = $setting
    }
  }
  return $settings
}

$cluster = $null
if (Get-Known -Name 'Get-Cluster') {
  $service = Get-First -List @(Get-Service -Name 'ClusSvc' -ErrorAction SilentlyContinue)
  if ((Get-Text -From $service -Name 'Status') -eq 'Running') { $cluster = Get-ClusterEntry }
}

$names = @($localName)
if (($null -ne $cluster) -and (-not $ThisHostOnly)) {
  $others = @($cluster['nodes'] | Where-Object { ($_['name'] -ne $localName) -and (@('Up', 'Paused') -contains $_['state']) } | ForEach-Object { $_['name'] })
  $names = @($names) + @($others)
}

$hosts = New-Object System.Collections.ArrayList
$machines = New-Object System.Collections.ArrayList
if ($WhoOnly) {
  [void]$hosts.Add((Get-HostEntry -Target @{} -On $localName))
  $names = @()
}
foreach ($node in $names) {
  $target = @{}
  if ($node -ne $localName) { $target = @{ ComputerName = $node } }
  $vms = Get-Part -On $node -Cmdlet 'Get-VM' -About $node -Cost 'The machines of this host are missing: run the collector on it as well, and import both files as one folder.' -Read { Hyper-V\Get-VM @target }
  $entry = Get-HostEntry -Target $target -On $node
  $entry['listed'] = ($null -ne $vms)
  [void]$hosts.Add($entry)
  if ($null -eq $vms) { continue }
  $settings = Get-MachineSettings -Target $target -On $node
  $exchange = Get-GuestWords -Target $target -On $node
  foreach ($vm in $vms) {
    $machine = Get-MachineEntry -Vm $vm -Target $target -On $node -Settings $settings -Exchange $exchange
    [void]$machines.Add($machine)
  }
}

$result = [ordered]@{
  format        = 'isthmus-hyperv'
  formatVersion = 1
  collectedAt   = [datetime]::UtcNow.ToString('yyyy-MM-dd''T''HH:mm:ss''Z''', $invariant)
  computer      = $localName
  thisHostOnly  = [bool]$ThisHostOnly
  powershell    = [string]$PSVersionTable['PSVersion']
  cluster       = $cluster
  hosts         = @($hosts)
  machines      = @($machines)
  errors        = @($problems)
}

# Plain ASCII survives every code page on its way; JSON has an escape for everything else.
$json = ConvertTo-Json -InputObject $result -Depth 8 -Compress
$ascii = [regex]::Replace($json, '[^\x20-\x7E]', { param($found) '\u{0:x4}' -f [int][char]$found.Value })
Write-Output $ascii
