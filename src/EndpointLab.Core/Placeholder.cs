namespace EndpointLab.Core;
