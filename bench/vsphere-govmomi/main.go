// Fetches properties of a vCenter with govmomi, as the peer of bench/sync-vsphere.ts. Standard input: one JSON object
// with host, user, password and specs; standard output: one JSON object with what it took.
package main

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"syscall"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

type request struct {
	Host, User, Password string
	Specs                []struct {
		Type  string
		Paths []string
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	var in request
	check(json.NewDecoder(os.Stdin).Decode(&in))
	ctx := context.Background()
	started := time.Now()
	u := &url.URL{Scheme: "https", Host: in.Host, Path: "/sdk", User: url.UserPassword(in.User, in.Password)}
	client, err := govmomi.NewClient(ctx, u, true)
	check(err)
	manager := view.NewManager(client.Client)
	objects := 0
	var machines []mo.VirtualMachine
	for _, spec := range in.Specs {
		v, err := manager.CreateContainerView(ctx, client.ServiceContent.RootFolder, []string{spec.Type}, true)
		check(err)
		if spec.Type == "VirtualMachine" {
			check(v.Retrieve(ctx, []string{spec.Type}, spec.Paths, &machines))
			objects += len(machines)
			continue
		}
		result, err := property.DefaultCollector(client.Client).RetrieveProperties(ctx, types.RetrieveProperties{
			SpecSet: []types.PropertyFilterSpec{{
				PropSet: []types.PropertySpec{{Type: spec.Type, PathSet: spec.Paths}},
				ObjectSet: []types.ObjectSpec{{
					Obj:       v.Reference(),
					Skip:      types.NewBool(true),
					SelectSet: []types.BaseSelectionSpec{v.TraversalSpec()},
				}},
			}},
		})
		check(err)
		objects += len(result.Returnval)
	}
	seconds := time.Since(started).Seconds()
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	cpu := float64(usage.Utime.Sec+usage.Stime.Sec) + float64(usage.Utime.Usec+usage.Stime.Usec)/1e6
	check(json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"objects": objects, "seconds": seconds, "cpuSeconds": cpu, "peakRssMiB": usage.Maxrss / 1024,
	}))
	check(client.Logout(ctx))
}
