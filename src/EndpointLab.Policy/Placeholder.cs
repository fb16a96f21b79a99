namespace EndpointLab.Policy;
