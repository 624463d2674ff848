# Reads what runs inside a Windows machine, and changes nothing: installed software, web sites of IIS, versions of .NET
# and volumes that are encrypted. No command lines, no accounts, no configuration beyond what is named here.
$ErrorActionPreference = 'SilentlyContinue'

$uninstall = @(
  'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\*',
  'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\*'
)
$software = @(Get-ItemProperty -Path $uninstall |
  Where-Object { $_.DisplayName -and -not $_.SystemComponent -and -not $_.ParentKeyName } |
  ForEach-Object { @{ name = "$($_.DisplayName)"; version = "$($_.DisplayVersion)"; publisher = "$($_.Publisher)" } } |
  Select-Object -First 5000)

# The configuration of IIS as a file: no module is loaded and no worker process is touched.
$sites = $null
$config = Join-Path $env:windir 'System32\inetsrv\config\applicationHost.config'
if (-not (Test-Path $config)) {
  $sites = @()
} else {
  [xml]$xml = Get-Content -Path $config -Raw
  $host_ = $xml.configuration.'system.applicationHost'
  if ($host_) {
    $runtimes = @{}
    $default = "$($host_.applicationPools.applicationPoolDefaults.managedRuntimeVersion)"
    foreach ($pool in @($host_.applicationPools.add)) {
      # An empty version is "no managed code"; an absent one is the default of all pools.
      $own = $pool.GetAttributeNode('managedRuntimeVersion')
      $runtimes["$($pool.name)"] = if ($own) { $own.Value } elseif ($default) { $default } else { 'v4.0' }
    }
    $pool_ = "$($host_.sites.applicationDefaults.applicationPool)"
    $sites = @(foreach ($site in @($host_.sites.site)) {
      $root = @($site.application | Where-Object { $_.path -eq '/' })[0]
      $name = if ($root.applicationPool) { "$($root.applicationPool)" } elseif ($pool_) { $pool_ } else { 'DefaultAppPool' }
      $folder = @($root.virtualDirectory | Where-Object { $_.path -eq '/' })[0]
      @{
        name     = "$($site.name)"
        bindings = @($site.bindings.binding | ForEach-Object { "$($_.protocol) $($_.bindingInformation)" })
        runtime  = if ($runtimes.ContainsKey($name)) { if ($runtimes[$name]) { $runtimes[$name] } else { 'none' } } else { $null }
        path     = "$($folder.physicalPath)"
      }
    })
  }
}

$dotNet = @()
$old = Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v3.5'
if ($old.Install -eq 1) { $dotNet += '3.5' }
$full = Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full'
if ($full.Version) { $dotNet += "$($full.Version)" }
foreach ($folder in @($env:ProgramFiles, ${env:ProgramFiles(x86)})) {
  if (-not $folder) { continue }
  $dotNet += @(Get-ChildItem -Directory -Path (Join-Path $folder 'dotnet\shared\Microsoft.NETCore.App') | ForEach-Object { $_.Name })
}

# Without the feature there is no such class, and nothing is encrypted by it.
$volumes = $null
$found = Get-CimInstance -Namespace 'root\cimv2\Security\MicrosoftVolumeEncryption' -ClassName Win32_EncryptableVolume
if ($?) {
  $volumes = @($found | ForEach-Object { @{ mount = "$($_.DriveLetter)"; protection = [int]$_.ProtectionStatus } })
} elseif (-not (Get-CimClass -Namespace 'root\cimv2\Security\MicrosoftVolumeEncryption' -ClassName Win32_EncryptableVolume)) {
  $volumes = @()
}

if ($Ansible) { $Ansible.Changed = $false }
@{ software = $software; web_sites = $sites; dot_net = @($dotNet | Sort-Object -Unique); volumes = $volumes }
