namespace EndpointLab.Simulator;
