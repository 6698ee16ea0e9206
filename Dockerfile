# The plaudit tool in a container: docs/deploy.md tells how to run it.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# The build restores the charts of the page and the reports with npm.
RUN apt-get update && apt-get install --yes --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/Plaudit.Cli -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
ENV PLAUDIT_URLS=http://+:5000 PLAUDIT_LOG_FORMAT=json DOTNET_gcServer=0
EXPOSE 5000
# The image's own user without rights.
USER $APP_UID
ENTRYPOINT ["dotnet", "Plaudit.Cli.dll", "serve"]
