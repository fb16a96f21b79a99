namespace EndpointLab.Cmdlets;
