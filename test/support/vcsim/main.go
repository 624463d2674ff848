// A vCenter for tests: govmomi's simulator on loopback with TLS and a sign-in. It prints one line of JSON when it is
// ready and ends when its standard input does, so that it never outlives who started it.
package main

import (
	"crypto/tls"
	"encoding/json"
	"flag"
	"io"
	"log"
	"net/url"
	"os"
	"time"

	"github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator"
)

func main() {
	vms := flag.Int("vms", 10, "virtual machines, shared out evenly")
	clusters := flag.Int("clusters", 1, "clusters")
	hosts := flag.Int("hosts", 3, "hosts in each cluster")
	listen := flag.String("listen", "127.0.0.1:0", "address")
	user := flag.String("user", "reader@vsphere.local", "account")
	password := flag.String("password", "vcsim-password", "its password")
	alone := flag.Bool("esx", false, "a host on its own instead of a vCenter")
	idle := flag.Duration("idle", 0, "time after which a session without requests ends")
	flag.Parse()

	log.SetOutput(io.Discard)
	simulator.SessionIdleTimeout = time.Duration(*idle)
	model := simulator.VPX()
	if *alone {
		model = simulator.ESX()
		model.Machine = *vms
	} else {
		model.Host = 0
		model.Cluster = *clusters
		model.ClusterHost = *hosts
		model.Datastore = 2
		model.Portgroup = 2
		model.Machine = *vms / *clusters
	}
	if err := model.Create(); err != nil {
		panic(err)
	}
	model.Service.Listen = &url.URL{Host: *listen, User: url.UserPassword(*user, *password)}
	model.Service.TLS = new(tls.Config)
	model.Service.RegisterEndpoints = true
	server := model.Service.NewServer()
	json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"host": server.URL.Host, "user": *user, "password": *password,
	})
	io.Copy(io.Discard, os.Stdin)
	server.Close()
	model.Remove()
}
